@NullMarked
package io.dataplat.jobs.measure;

import org.jspecify.annotations.NullMarked;
