/** The one place that touches Spark's internal classes. */
@NullMarked
package io.dataplat.sql.spark;

import org.jspecify.annotations.NullMarked;
