@NullMarked
package io.dataplat.jobs.gate;

import org.jspecify.annotations.NullMarked;
