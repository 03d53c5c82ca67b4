/**
 * The form of Kubernetes objects that several backends print: metadata, canonical trees, shapes.
 */
@NullMarked
package io.dataplat.compiler.backend.resource;

import org.jspecify.annotations.NullMarked;
