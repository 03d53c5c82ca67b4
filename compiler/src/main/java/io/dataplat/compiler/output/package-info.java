@NullMarked
package io.dataplat.compiler.output;

import org.jspecify.annotations.NullMarked;
