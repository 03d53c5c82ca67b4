@NullMarked
package io.dataplat.jobs.replay;

import org.jspecify.annotations.NullMarked;
