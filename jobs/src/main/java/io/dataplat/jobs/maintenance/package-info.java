/** The upkeep of tables: old rows, small files, old snapshots, files that nobody knows. */
@NullMarked
package io.dataplat.jobs.maintenance;

import org.jspecify.annotations.NullMarked;
