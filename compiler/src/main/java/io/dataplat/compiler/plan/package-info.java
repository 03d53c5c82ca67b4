@NullMarked
package io.dataplat.compiler.plan;

import org.jspecify.annotations.NullMarked;
