@NullMarked
package io.dataplat.compiler.backend.airflow;

import org.jspecify.annotations.NullMarked;
