@NullMarked
package io.dataplat.jobs.session;

import org.jspecify.annotations.NullMarked;
