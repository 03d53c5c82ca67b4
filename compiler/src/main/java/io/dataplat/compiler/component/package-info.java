/**
 * What the compiler knows of the charts of components: their keys, and which of them it derives.
 */
@NullMarked
package io.dataplat.compiler.component;

import org.jspecify.annotations.NullMarked;
