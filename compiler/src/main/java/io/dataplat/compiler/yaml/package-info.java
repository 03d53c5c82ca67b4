@NullMarked
package io.dataplat.compiler.yaml;

import org.jspecify.annotations.NullMarked;
