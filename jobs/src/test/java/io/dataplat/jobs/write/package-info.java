@NullMarked
package io.dataplat.jobs.write;

import org.jspecify.annotations.NullMarked;
