@NullMarked
package io.dataplat.jobs.metrics;

import org.jspecify.annotations.NullMarked;
