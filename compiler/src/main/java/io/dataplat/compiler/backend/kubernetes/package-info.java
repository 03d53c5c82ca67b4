@NullMarked
package io.dataplat.compiler.backend.kubernetes;

import org.jspecify.annotations.NullMarked;
