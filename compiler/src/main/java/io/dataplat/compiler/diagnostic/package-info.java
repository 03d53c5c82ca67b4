@NullMarked
package io.dataplat.compiler.diagnostic;

import org.jspecify.annotations.NullMarked;
