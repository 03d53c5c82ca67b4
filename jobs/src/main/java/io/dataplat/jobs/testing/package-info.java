/** Tests of tasks: given rows in, the task's own batch, expected rows compared with its results. */
@NullMarked
package io.dataplat.jobs.testing;

import org.jspecify.annotations.NullMarked;
