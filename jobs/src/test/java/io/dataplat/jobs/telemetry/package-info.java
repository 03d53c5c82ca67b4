@NullMarked
package io.dataplat.jobs.telemetry;

import org.jspecify.annotations.NullMarked;
