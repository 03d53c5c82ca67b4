/** Which files are a dataset, as one small file beside them says. */
@NullMarked
package io.dataplat.jobs.manifest;

import org.jspecify.annotations.NullMarked;
