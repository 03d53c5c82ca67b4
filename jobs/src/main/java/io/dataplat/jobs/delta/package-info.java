/** Tables of Delta Lake in folders of object stores, written in one commit each. */
@NullMarked
package io.dataplat.jobs.delta;

import org.jspecify.annotations.NullMarked;
