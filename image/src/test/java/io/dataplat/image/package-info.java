@NullMarked
package io.dataplat.image;

import org.jspecify.annotations.NullMarked;
