@NullMarked
package io.dataplat.compiler.backend.helm;

import org.jspecify.annotations.NullMarked;
