@NullMarked
package io.dataplat.compiler.explain;

import org.jspecify.annotations.NullMarked;
