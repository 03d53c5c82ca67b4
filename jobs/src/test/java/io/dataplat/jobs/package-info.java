@NullMarked
package io.dataplat.jobs;

import org.jspecify.annotations.NullMarked;
