@NullMarked
package io.dataplat.compiler.backend;

import org.jspecify.annotations.NullMarked;
