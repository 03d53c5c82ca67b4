/** Keeps what the analyser said, within a process and from one process to the next. */
@NullMarked
package io.dataplat.sql.store;

import org.jspecify.annotations.NullMarked;
