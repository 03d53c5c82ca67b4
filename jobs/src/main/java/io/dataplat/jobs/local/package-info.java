@NullMarked
package io.dataplat.jobs.local;

import org.jspecify.annotations.NullMarked;
