@NullMarked
package io.dataplat.jobs.output;

import org.jspecify.annotations.NullMarked;
