@NullMarked
package io.dataplat.jobs.testing;

import org.jspecify.annotations.NullMarked;
