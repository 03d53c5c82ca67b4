@NullMarked
package io.dataplat.compiler.check;

import org.jspecify.annotations.NullMarked;
