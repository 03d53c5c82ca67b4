@NullMarked
package io.dataplat.compiler.spec;

import org.jspecify.annotations.NullMarked;
