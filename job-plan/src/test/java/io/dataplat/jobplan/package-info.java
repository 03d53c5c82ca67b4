@NullMarked
package io.dataplat.jobplan;

import org.jspecify.annotations.NullMarked;
