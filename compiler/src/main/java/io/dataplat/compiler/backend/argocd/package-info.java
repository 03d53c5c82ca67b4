@NullMarked
package io.dataplat.compiler.backend.argocd;

import org.jspecify.annotations.NullMarked;
