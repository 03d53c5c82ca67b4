package io.dataplat.compiler.plan;

/**
 * An Airflow asset: a dataset that batch tasks update.
 *
 * @param name {@code domain.dataset}
 * @param uri the table's location, in the form to which Airflow normalises it
 * @param constant the Python name of the module constant, such as {@code RETAIL_ORDERS}
 */
public record AssetPlan(String name, String uri, String constant) {}
