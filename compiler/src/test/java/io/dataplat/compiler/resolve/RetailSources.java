package io.dataplat.compiler.resolve;

import io.dataplat.compiler.merge.Sources;

/** The examples of the language's description as a repository. */
final class RetailSources {
  private RetailSources() {}

  static Sources all() {
    var sources = new Sources();
    domain(sources);
    datasets(sources);
    pipelines(sources);
    operations(sources);
    environments(sources);
    return sources;
  }

  private static void domain(Sources sources) {
    sources.document(
        "pipelines/retail/domain.yaml",
        "Domain",
        """
        metadata: {name: retail}
        spec:
          owner: retail_data
          contact: {email: retail-data@example.org, chat: "#retail-data", runbook: "https://wiki.example.org/retail"}
          defaults:
            pipelines: {timezone: Europe/Zurich}
            datasets: {table: {connection: lakehouse}, files: {connection: landing}, topic: {connection: events}, slo: {freshness: 30h}}
        """);
  }

  private static void datasets(Sources sources) {
    sources.document(
        "pipelines/retail/datasets/order_files.yaml",
        "Dataset",
        """
        metadata: {name: order_files, description: "Orders of all shops, one folder a day."}
        spec:
          version: 1.0.0
          layer: source
          files: {path: "orders/{yyyy}/{MM}/{dd}/*.csv", timezone: Europe/Zurich, format: csv, csv: {delimiter: "|"}}
          columns:
            order_id: {type: string, sourceName: "Order No", examples: [A-1001]}
            email: {type: string, nullable: true, classification: pii}
            amount: {type: "decimal(12,2)"}
            ordered_at: {type: timestamp}
        """);
    sources.document(
        "pipelines/retail/datasets/orders.yaml",
        "Dataset",
        """
        metadata: {name: orders, description: "One row per order."}
        spec:
          version: 1.2.0
          layer: silver
          shared: true
          table: {partitionBy: [day(ordered_at)]}
          timeColumn: ordered_at
          columns:
            order_id: {type: string, key: true}
            email: {type: string, nullable: true, classification: pseudonymous, mask: {method: hmac_sha256, secret: pii_salt}}
            amount: {type: "decimal(12,2)"}
            ordered_at: {type: timestamp}
            loaded_by: {type: string, generated: batch_id}
          expectations:
            amount_positive: {check: amount >= 0}
            enough_rows: {metric: rowCount, mustBeGreaterThan: 0}
        """);
    sources.document(
        "pipelines/retail/datasets/daily_revenue.yaml",
        "Dataset",
        """
        metadata: {name: daily_revenue, description: "Revenue per day."}
        spec: {version: 1.0.0, layer: gold, table: {}, timeColumn: day, columns: {day: {type: date, key: true}, orders: {type: bigint}, revenue: {type: "decimal(22,2)"}}}
        """);
    sources.document(
        "pipelines/retail/datasets/order_events.yaml",
        "Dataset",
        """
        metadata: {name: order_events, description: "Events of orders."}
        spec:
          version: 1.0.0
          layer: source
          topic: {key: event_id}
          timeColumn: at
          columns: {event_id: {type: string, key: true, sourceName: eventId}, at: {type: timestamp}}
        """);
    sources.document(
        "pipelines/retail/datasets/order_events_bronze.yaml",
        "Dataset",
        """
        metadata: {name: order_events_bronze, description: "Events of orders, each once."}
        spec:
          version: 1.0.0
          layer: bronze
          table: {}
          columnsFrom: retail.order_events
          columns: {sent_at: {type: timestamp, generated: source_timestamp}, at: {nullable: true}}
        """);
  }

  private static void pipelines(Sources sources) {
    sources.document(
        "pipelines/retail/orders_daily.yaml",
        "Pipeline",
        """
        metadata: {name: orders_daily, description: "Orders cleaned once a day, then summed."}
        spec:
          mode: batch
          schedule: {cron: "0 3 * * *", interval: day, startDate: 2026-01-01}
          tasks:
            build:
              inputs: {files: {dataset: retail.order_files, read: interval}}
              steps:
                cleaned: {sql: "SELECT order_id, lower(trim(email)) AS email, amount, ordered_at FROM files"}
                latest: {deduplicate: {from: cleaned, keys: [order_id], keep: {latestBy: ordered_at}}}
              outputs: {orders: {dataset: retail.orders, from: latest, write: {mode: upsert}}}
              runtime: {size: medium, executor: {instances: 8}}
            sum:
              inputs: {orders: {dataset: retail.orders, read: interval}}
              steps:
                per_day:
                  sql: SELECT to_date(:run_start) AS day, count(*) AS orders, CAST(coalesce(sum(amount), 0) AS DECIMAL(22,2)) AS revenue FROM orders
              outputs: {revenue: {dataset: retail.daily_revenue, from: per_day, write: {mode: overwrite_interval}}}
        """);
    sources.document(
        "pipelines/retail/events_live.yaml",
        "Pipeline",
        """
        metadata: {name: events_live, description: "Order events from Kafka into the lake, each once."}
        spec:
          mode: streaming
          trigger: {every: 1m}
          tasks:
            land:
              inputs: {events: {dataset: retail.order_events, read: stream, watermark: 10m}}
              steps: {once: {deduplicate: {from: events, keys: [event_id], within: 1h}}}
              outputs: {bronze: {dataset: retail.order_events_bronze, from: once, write: {mode: append}}}
        """);
  }

  private static void operations(Sources sources) {
    sources.document(
        "pipelines/operations/domain.yaml",
        "Domain",
        """
        metadata: {name: operations}
        spec:
          owner: operations_data
          contact: {email: operations@example.org}
        """);
    for (var name : new String[] {"crm_invoices", "invoices"}) {
      sources.document(
          "pipelines/operations/datasets/" + name + ".yaml",
          "Dataset",
          """
          metadata: {name: %s, description: "Invoices."}
          spec: {version: 1.0.0, layer: bronze, table: {connection: lakehouse}, columns: {id: {type: int, key: true}}}
          """
              .formatted(name));
    }
    sources.document(
        "pipelines/templates/full_load.yaml",
        "PipelineTemplate",
        """
        metadata: {name: full_load, description: "Copies a whole source every night."}
        spec:
          version: 1
          parameters: {source: {type: dataset}, target: {type: dataset}, at: {type: cron, default: "30 1 * * *"}}
          pipeline:
            mode: batch
            schedule: {cron: "${param.at}"}
            tasks:
              copy:
                inputs: {source: {dataset: "${param.source}", read: full}}
                outputs: {target: {dataset: "${param.target}", from: source, write: {mode: overwrite}}}
        """);
    sources.document(
        "pipelines/operations/load_invoices.yaml",
        "Pipeline",
        """
        metadata: {name: load_invoices, description: "CRM invoices."}
        spec:
          template: full_load@1
          with: {source: operations.crm_invoices, target: operations.invoices, at: "0 2 * * *"}
          tasks: {copy: {runtime: {size: medium}}}
        """);
  }

  private static void environments(Sources sources) {
    sources.document(
        "environments/connections/connections.yaml",
        "Connection",
        """
        metadata: {name: lakehouse}
        spec: {type: catalog}
        ---
        apiVersion: dataplat.io/v1
        kind: Connection
        metadata: {name: landing}
        spec: {type: objectStore}
        ---
        apiVersion: dataplat.io/v1
        kind: Connection
        metadata: {name: events}
        spec: {type: kafka}
        """);
    sources.document(
        "environments/base.yaml",
        "Environment",
        """
        metadata: {name: base}
        spec:
          abstract: true
          versions: {kubernetes: "1.33", airflow: "3.1", sparkOperator: "2.4"}
          image: registry.example.org/dataplat/jobs:1.0.0
          checkpoints: {connection: landing, path: checkpoints}
          quarantine: {connection: lakehouse}
          secretStore: vault
          secrets: {pii_salt: {remoteKey: data/pii, properties: [salt]}}
          sizes:
            small: {driver: {cores: 1, memory: 2Gi}, executor: {cores: 2, memory: 4Gi, instances: 2}}
            medium: {driver: {cores: 1, memory: 4Gi}, executor: {cores: 4, memory: 16Gi, instances: 4}}
        """);
    sources.document(
        "environments/local.yaml",
        "Environment",
        """
        metadata: {name: local}
        spec: {extends: base, target: embedded, overrides: {connections: {events: {embedded: {}}, lakehouse: {embedded: {}}, landing: {local: {path: samples}}}}}
        """);
    sources.document(
        "environments/prod.yaml",
        "Environment",
        """
        metadata: {name: prod}
        spec:
          extends: base
          cluster: {server: "https://prod.k8s.example.org"}
          delivery: {repository: "https://git.example.org/data/platform.git", revision: main}
          limits: {task: {cores: 8, memory: 64Gi, instances: 40}}
          overrides:
            connections:
              events: {kafka: {bootstrapServers: "kafka.example.org:9093"}}
              lakehouse: {rest: {uri: "https://catalog.example.org", warehouse: prod}}
              landing: {s3: {bucket: acme-prod-landing, region: eu-central-1}}
            pipelines:
              retail.orders_daily: {tasks: {build: {runtime: {executor: {dynamicAllocation: {min: 4, max: 20}}}}}}
        """);
  }
}
