@NullMarked
package io.dataplat.compiler.merge;

import org.jspecify.annotations.NullMarked;
