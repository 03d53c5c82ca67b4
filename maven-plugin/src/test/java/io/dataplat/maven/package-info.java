@NullMarked
package io.dataplat.maven;

import org.jspecify.annotations.NullMarked;
