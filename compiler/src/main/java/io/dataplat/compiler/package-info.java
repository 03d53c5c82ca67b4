@NullMarked
package io.dataplat.compiler;

import org.jspecify.annotations.NullMarked;
