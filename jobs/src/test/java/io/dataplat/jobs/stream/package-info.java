@NullMarked
package io.dataplat.jobs.stream;

import org.jspecify.annotations.NullMarked;
