package io.dataplat.compiler.merge;

/**
 * A small repository to break in tests: one domain, dataset, pipeline, connection, two
 * environments.
 */
final class Shop {
  static final String DOMAIN = "pipelines/shop/domain.yaml";
  static final String DATASET = "pipelines/shop/datasets/orders.yaml";
  static final String PIPELINE = "pipelines/shop/daily.yaml";
  static final String CONNECTION = "environments/connections/lake.yaml";
  static final String BASE = "environments/base.yaml";
  static final String PROD = "environments/prod.yaml";

  private Shop() {}

  static Sources all() {
    return new Sources()
        .file(
            DOMAIN,
            """
            apiVersion: dataplat.io/v1
            kind: Domain
            metadata: {name: shop}
            spec:
              owner: shop_team
              contact: {email: shop@example.org}
            """)
        .file(
            DATASET,
            """
            apiVersion: dataplat.io/v1
            kind: Dataset
            metadata: {name: orders, description: "Orders."}
            spec:
              version: 1.0.0
              layer: silver
              table: {connection: lake}
              columns: {id: {type: int, key: true}}
            """)
        .file(
            PIPELINE,
            """
            apiVersion: dataplat.io/v1
            kind: Pipeline
            metadata: {name: daily, description: "Every day."}
            spec:
              mode: batch
              schedule: {cron: "0 3 * * *"}
              tasks:
                build:
                  inputs: {orders: {dataset: shop.orders, read: full}}
                  outputs: {orders: {dataset: shop.orders, from: orders, write: {mode: overwrite}}}
                  retries: 3
            """)
        .file(
            CONNECTION,
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: lake}
            spec: {type: catalog, rest: {uri: "https://lake.example.org", warehouse: main}}
            """)
        .file(BASE, environment("base", "{abstract: true, image: jobs:1}"))
        .file(PROD, environment("prod", "{extends: base}"));
  }

  /** An environment whose spec begins on line 5. */
  static String environment(String name, String spec) {
    return "apiVersion: dataplat.io/v1\nkind: Environment\nmetadata: {name: %s}\nspec:\n%s"
        .formatted(name, spec.indent(2));
  }

  static String document(String kind, String name, String spec) {
    return "apiVersion: dataplat.io/v1\nkind: %s\nmetadata: {name: %s, description: \"A.\"}\nspec:\n%s"
        .formatted(kind, name, spec.indent(2));
  }
}
