@NullMarked
package io.dataplat.jobs.keyvalue;

import org.jspecify.annotations.NullMarked;
