package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Component;

/**
 * A component that Argo CD installs from a chart.
 *
 * @param name the identifier, as in folder names
 * @param objectName the Kubernetes form of the name
 */
public record ComponentPlan(String name, String objectName, String source, Component component) {}
