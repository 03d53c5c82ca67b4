@NullMarked
package io.dataplat.sql.store;

import org.jspecify.annotations.NullMarked;
