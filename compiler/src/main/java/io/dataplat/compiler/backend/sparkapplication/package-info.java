/** The SparkApplication of a task, one text for streams and for the templates of Airflow. */
@NullMarked
package io.dataplat.compiler.backend.sparkapplication;

import org.jspecify.annotations.NullMarked;
