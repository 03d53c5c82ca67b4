@NullMarked
package io.dataplat.compiler.backend.jobplan;

import org.jspecify.annotations.NullMarked;
