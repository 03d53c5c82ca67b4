@NullMarked
package io.dataplat.jobs.input;

import org.jspecify.annotations.NullMarked;
