@NullMarked
package io.dataplat.compiler.resolve;

import org.jspecify.annotations.NullMarked;
