@NullMarked
package io.dataplat.jobs.run;

import org.jspecify.annotations.NullMarked;
