/** Parquet and CSV files that outputs are written into, whole states behind one manifest. */
@NullMarked
package io.dataplat.jobs.files;

import org.jspecify.annotations.NullMarked;
