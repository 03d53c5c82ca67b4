/** What the tests on a cluster start on the machine beside it. */
@NullMarked
package io.dataplat.jobs.cluster;

import org.jspecify.annotations.NullMarked;
