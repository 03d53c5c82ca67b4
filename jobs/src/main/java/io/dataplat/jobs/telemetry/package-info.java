/** What a run tells of itself: its record, its lineage events and its metrics. */
@NullMarked
package io.dataplat.jobs.telemetry;

import org.jspecify.annotations.NullMarked;
