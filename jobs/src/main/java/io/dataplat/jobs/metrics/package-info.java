/** The metrics of a driver, as Prometheus scrapes them. */
@NullMarked
package io.dataplat.jobs.metrics;

import org.jspecify.annotations.NullMarked;
