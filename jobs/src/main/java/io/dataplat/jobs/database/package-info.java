@NullMarked
package io.dataplat.jobs.database;

import org.jspecify.annotations.NullMarked;
