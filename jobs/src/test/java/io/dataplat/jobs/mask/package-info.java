@NullMarked
package io.dataplat.jobs.mask;

import org.jspecify.annotations.NullMarked;
