@NullMarked
package io.dataplat.jobs.console;

import org.jspecify.annotations.NullMarked;
