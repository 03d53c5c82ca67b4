@NullMarked
package io.dataplat.e2e;

import org.jspecify.annotations.NullMarked;
