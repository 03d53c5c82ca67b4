@NullMarked
package io.dataplat.sql;

import org.jspecify.annotations.NullMarked;
