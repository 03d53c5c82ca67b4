@NullMarked
package io.dataplat.compiler.structure;

import org.jspecify.annotations.NullMarked;
