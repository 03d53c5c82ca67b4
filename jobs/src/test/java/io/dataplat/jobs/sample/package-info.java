@NullMarked
package io.dataplat.jobs.sample;

import org.jspecify.annotations.NullMarked;
