@NullMarked
package io.dataplat.compiler.analysis;

import org.jspecify.annotations.NullMarked;
