/** How rows become values of Parquet files. */
@NullMarked
package io.dataplat.jobs.parquet;

import org.jspecify.annotations.NullMarked;
