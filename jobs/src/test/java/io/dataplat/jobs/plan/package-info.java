@NullMarked
package io.dataplat.jobs.plan;

import org.jspecify.annotations.NullMarked;
