@NullMarked
package io.dataplat.compiler.model;

import org.jspecify.annotations.NullMarked;
