@NullMarked
package io.dataplat.jobs.step;

import org.jspecify.annotations.NullMarked;
