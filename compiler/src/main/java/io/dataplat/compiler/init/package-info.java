@NullMarked
package io.dataplat.compiler.init;

import org.jspecify.annotations.NullMarked;
