@NullMarked
package io.dataplat.compiler.diagnostic.format;

import org.jspecify.annotations.NullMarked;
