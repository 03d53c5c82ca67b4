package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueMistakesTest {
  @Test
  void valuesOfAPipeline() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Pipeline
            metadata: {name: a, description: 12}
            spec:
              mode: batch
              enabled: yes
              schedule: {cron: 3, startDate: 2026-02-30, maxActiveRuns: "1"}
              timezone: Europe/Zurch
              tasks:
                t:
                  after: load
                  retries: -1
                  retryDelay: 10 min
                  timeout: 10
                  runtime: medium
                  outputs: [x]
                  inputs: {Bad-Name: {dataset: orders, read: interval, missing: .inf}}
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:3:34-3:36 wrong-type `metadata.description` takes text, but is the number `12` | quote it: `"12"`
            a.yaml:6:12-6:15 wrong-type `enabled` takes `true` or `false`, but is the text `yes` | write `true`
            a.yaml:7:20-7:21 wrong-type `schedule.cron` takes text, but is the number `3` | write five fields: minute (0-59), hour (0-23), day of month, month, day of week, for example `"0 3 * * *"`
            a.yaml:7:34-7:44 bad-date `2026-02-30` is not a date | write a calendar date as `2025-01-31`
            a.yaml:7:61-7:64 wrong-type `schedule.maxActiveRuns` takes a whole number, but is the text `1` | remove the quotes
            a.yaml:8:13-8:25 bad-timezone `Europe/Zurch` is not a time zone | did you mean `Europe/Zurich`?
            a.yaml:11:14-11:18 wrong-type `after` takes a list, but is the text `load` | write a list: `[load]`
            a.yaml:12:16-12:18 wrong-type `retries` must be at least 0, but is `-1`
            a.yaml:13:19-13:25 bad-duration `10 min` is not a duration | write a whole number and one of `s`, `m`, `h`, `d`, for example `10m` or `400d`
            a.yaml:14:16-14:18 wrong-type `timeout` takes text, but is the number `10` | write a whole number and one of `s`, `m`, `h`, `d`, for example `10m` or `400d`
            a.yaml:15:16-15:22 wrong-type `runtime` takes a mapping, but is the text `medium` | write a mapping of its fields: `size`, `driver`, `executor`, `sparkConf`
            a.yaml:16:16-16:19 wrong-type `outputs` takes a mapping, but is a list | write `name: value` entries, each name once, instead of a list
            a.yaml:17:16-17:24 bad-name the key `Bad-Name` is not a name | did you mean `bad_name`?
            a.yaml:17:36-17:42 bad-name `orders` is not a full name | write `domain.name`, for example `retail.orders`
            a.yaml:17:69-17:73 wrong-type `missing` takes text, but is the number `.inf` | write one of `fail`, `empty`
            """);
  }

  @Test
  void valuesOfADataset() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Dataset
            metadata: {name: Orders, description: A., labels: {tier: 1, "a b": x, ok: "-x"}}
            spec:
              version: 1.0
              layer: platinum
              table: {connection: c, partitionBy: [days(x)], format: hudi}
              view: {sqlFile: c}
              columns:
                OrderId: {type: integer}
                amount: {type: "decimal(40,2)"}
                b: {type: varchar, key: ja}
                c: {type: "array<map<string,int32>>", classification: secret}
                d: {nullable: false, mask: {method: hmac_sha256}}
                e: {type: "Decimal(10, 2)", mask: {method: partial}}
                this_is_a_name_that_is_far_too_long_for_any: {type: string}
              slo: {freshness: 1w, objective: 99.5}
              expectations:
                a: {metric: nullValues, mustBe: 1, mustBeLessThan: 2}
                b: {metric: rowCount}
                c: {check: a > 1, metric: rowCount}
                d: {metric: rowCount, mustBeBetween: [1]}
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:3:18-3:24 bad-name `Orders` is not a name | did you mean `orders`?
            a.yaml:3:58-3:59 wrong-type `tier` takes text, but is the number `1` | quote it: `"1"`
            a.yaml:3:61-3:66 bad-label the key `a b` is not a label name | write up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends
            a.yaml:3:75-3:79 bad-label `-x` is not a label value | write up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends
            a.yaml:5:12-5:15 wrong-type `version` takes text, but is the number `1.0` | write `major.minor.patch`, for example `1.0.0`
            a.yaml:6:10-6:18 bad-enum-value `layer` does not know the value `platinum` | write one of `source`, `bronze`, `silver`, `gold`, `feature`
            a.yaml:7:40-7:47 bad-partition `days(x)` is not a partition field | write a column, `day(column)` (also year, month, hour) or `bucket(16, column)`
            a.yaml:7:58-7:62 bad-enum-value `table.format` does not know the value `hudi` | write one of `iceberg`, `delta`
            a.yaml:8:3-8:7 not-supported-yet `view` is not supported yet; available now: table, files, topic, keyValue | remove it: the name is reserved for a later release
            a.yaml:10:5-10:12 bad-name the key `OrderId` is not a column name | did you mean `order_id`?
            a.yaml:10:21-10:28 bad-type `integer` is not a column type | did you mean `int`?
            a.yaml:11:20-11:35 bad-type `decimal(40,2)` is not a column type | write one of `string boolean smallint int bigint float double decimal(p,s) date timestamp timestamp_ntz binary array<T> map<string,T> struct`; `p` is at most 38
            a.yaml:12:15-12:22 bad-type `varchar` is not a column type | did you mean `string`?
            a.yaml:12:29-12:31 wrong-type `key` takes `true` or `false`, but is the text `ja` | write `true` or `false`, without quotes
            a.yaml:13:15-13:41 bad-type `array<map<string,int32>>` is not a column type | did you mean `array<map<string,int>>`?
            a.yaml:13:59-13:65 bad-enum-value `classification` does not know the value `secret` | write one of `public`, `internal`, `confidential`, `pseudonymous`, `pii`, `sensitive`
            a.yaml:14:5-14:6 missing-field the field `type` is missing in `d` | `type`: Type of the column: `string boolean smallint int bigint float double decimal(p,s) date timestamp timestamp_ntz binary array<T> map<string,T> struct`. `timestamp` is an instant; `struct` needs `fields`.
            a.yaml:14:26-14:30 missing-field the field `secret` is missing in `mask` | `secret`: Name of the secret with the key, as the environment's `secrets` name it.
            a.yaml:15:15-15:31 bad-type `Decimal(10, 2)` is not a column type | did you mean `decimal(10,2)`?
            a.yaml:15:33-15:37 missing-field the field `keep` is missing in `mask` | `keep`: Number of characters that stay at the end, for `partial`.
            a.yaml:16:5-16:48 bad-name the key `this_is_a_name_that_is_far_too_long_for_any` is not a column name | write lower snake_case that begins with a letter, at most 40 characters; the source's own spelling goes to `sourceName`
            a.yaml:17:20-17:22 bad-duration `1w` is not a duration | write a whole number and one of `s`, `m`, `h`, `d`, for example `10m` or `400d`
            a.yaml:17:35-17:39 wrong-type `slo.objective` takes text, but is the number `99.5` | write a number from 0 to 100 and `%`, for example `99.5%`
            a.yaml:19:5-19:6 missing-field the field `columns` is missing in `a` | `columns`: Columns of the metric; all but `rowCount`, `freshness` and `query` need some; those over numbers and `invalidReferences` exactly one.
            a.yaml:19:40-19:54 choice-conflict `mustBe`, `mustBeLessThan` are given together | give only one of `mustBe`, `mustNotBe`, `mustBeGreaterThan`, `mustBeGreaterOrEqualTo`, `mustBeLessThan`, `mustBeLessOrEqualTo`, `mustBeBetween`, `mustNotBeBetween`
            a.yaml:20:5-20:6 choice-missing one of the fields `mustBe` or `mustNotBe` or `mustBeGreaterThan` or `mustBeGreaterOrEqualTo` or `mustBeLessThan` or `mustBeLessOrEqualTo` or `mustBeBetween` or `mustNotBeBetween` is missing in `b` | add exactly one of them
            a.yaml:21:23-21:29 choice-conflict `check`, `metric` are given together | give only one of `check`, `metric`
            a.yaml:22:42-22:45 missing-field `mustBeBetween` needs at least 2 entries
            """);
  }

  @Test
  void aTypeThatABraceCutsOff() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Dataset
            metadata: {name: a, description: A.}
            spec:
              version: 1.0.0
              layer: source
              table: {connection: c}
              columns:
                amount: {type: decimal(12,2)}
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            "a.yaml:9:20-9:30 bad-type `decimal(12` is not a column type | put it in quotes: inside"
                + " braces and brackets a comma ends a text\n");
  }

  @Test
  void aBooleanOfOtherReadersWhereTextBelongs() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Dataset
            metadata: {name: a, description: A.}
            spec:
              version: 1.0.0
              layer: off
              shared: yes
              table: {connection: c}
              columns:
                country: {type: string, allowedValues: [SE, NO, "no"]}
            """;
    assertThat(Findings.partial(source))
        .isEqualTo(
            """
            a.yaml:6:10-6:13 bad-enum-value `layer` does not know the value `off` | write one of `source`, `bronze`, `silver`, `gold`, `feature`
            a.yaml:7:11-7:14 wrong-type `shared` takes `true` or `false`, but is the text `yes` | write `true`
            a.yaml:10:49-10:51 boolean-word `NO` is text here, but a boolean to readers of YAML 1.1 | write another text, or quote it: `"NO"`
            """);
  }

  @Test
  void valuesOfAComponent() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Component
            metadata: {name: airflow}
            spec:
              type: airflow
              chart: {repository: ftp://x, name: airflow, version: ^1.2}
              namespace: air-flow
              values: {a: {b: [null, x]}}
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:6:23-6:30 bad-url `ftp://x` is not the URL of a chart repository | write an address that begins with `https://` or `oci://`
            a.yaml:6:56-6:60 version-range `^1.2` is not an exact version | write one exact version, for example `1.22.0`
            a.yaml:7:14-7:22 bad-name `air-flow` is not a name | did you mean `air_flow`?
            a.yaml:8:20-8:24 null-not-allowed `b` has no value | write a value, or leave the field out; only overrides remove by null
            """);
  }

  @Test
  void addressesOfAConnection() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: a}
            spec: {type: kafka, kafka: {bootstrapServers: "a:9092, b.example.org:65535,[::1]:1"}}
            ---
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: b}
            spec: {type: kafka, kafka: {bootstrapServers: "a:9092,b:65536"}}
            ---
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: c}
            spec: {type: catalog, rest: {uri: "https://[::1]:8181/a%20b", warehouse: w}}
            ---
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: d}
            spec: {type: catalog, rest: {uri: "https://a/%zz", warehouse: w}}
            ---
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: e}
            spec: {type: objectStore, s3: {bucket: b, endpoint: "http://a:70000"}}
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:9:47-9:63 bad-address `a:9092,b:65536` is not a list of brokers | write `host:port`, and a comma between brokers
            a.yaml:19:35-19:50 bad-url `https://a/%zz` is not a URL | write an address such as `https://name.example.org:8443/path`
            a.yaml:24:53-24:69 bad-url `http://a:70000` is not a URL | write an address such as `https://name.example.org:8443/path`
            """);
  }

  @Test
  void valuesOfAnEnvironmentWhereNullRemoves() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Environment
            metadata: {name: prod}
            spec:
              extends: base
              image: registry.example.org/jobs:latest
              versions: {kubernetes: 1.33}
              sizes: {small: null}
              limits: {domain: {cpu: 1.5, memory: 4GB}, task: {cores: 0}}
              naming: {namespace: "Data-{domian}"}
              cluster: {server: prod.example.org}
              secrets: {a: {remoteKey: k, properties: [b.c_D-9, .d, sa lt, "", ..e, x/y]}}
              overrides:
                pipelines:
                  orders_daily: {enabled: false}
                  retail.orders_daily: {schedule: {cron: null, manual: true}, tasks: {build: {retries: null, runtme: {}}}}
                domains:
                  retail: {contact: {email: nobody}, defaults: {datasets: {table: {connection: a}, files: {connection: b}}}}
              delivery: {path: ../generated, repository: "https://git.example.org/p.git", revision: main}
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:6:10-6:42 image-not-pinned `registry.example.org/jobs:latest` is not a pinned image | write the image with a tag other than `latest`, or with `@sha256:` and its digest
            a.yaml:7:26-7:30 wrong-type `versions.kubernetes` takes text, but is the number `1.33` | quote it: `"1.33"`
            a.yaml:9:26-9:29 wrong-type `limits.domain.cpu` takes a whole number or text, but is the number `1.5` | write a whole number of cores, or thousandths such as `500m`
            a.yaml:9:39-9:42 bad-quantity `4GB` is not an amount of memory | write a whole number and `Mi` or `Gi`, for example `512Mi` or `4Gi`
            a.yaml:9:59-9:60 bad-quantity `limits.task.cores` must be at least 1, but is `0`
            a.yaml:10:23-10:38 bad-pattern `Data-{domian}` is not a pattern for names | write lower-case letters, digits, `-`, `_`, `.`, and `{environment}`, `{domain}` or `{dataset}`
            a.yaml:11:21-11:37 bad-url `prod.example.org` is not a URL | write an address such as `https://name.example.org:8443/path`
            a.yaml:12:57-12:62 bad-property `sa lt` is not the name of a property | write letters, digits, `-`, `_` and `.`, at most 253 characters: the property becomes a key of a Kubernetes Secret
            a.yaml:12:64-12:66 bad-property `""` is not the name of a property | write letters, digits, `-`, `_` and `.`, at most 253 characters: the property becomes a key of a Kubernetes Secret
            a.yaml:12:68-12:71 bad-property `..e` is not the name of a property | write letters, digits, `-`, `_` and `.`, at most 253 characters: the property becomes a key of a Kubernetes Secret
            a.yaml:12:73-12:76 bad-property `x/y` is not the name of a property | write letters, digits, `-`, `_` and `.`, at most 253 characters: the property becomes a key of a Kubernetes Secret
            a.yaml:15:7-15:19 bad-name the key `orders_daily` is not a full name | write `domain.name`, for example `retail.orders`
            a.yaml:16:98-16:104 unknown-field unknown field `runtme` | did you mean `runtime`?
            a.yaml:18:33-18:39 bad-email `nobody` is not an e-mail address | write an address such as `team@example.org`
            a.yaml:19:20-19:32 path-escapes-root `../generated` is not a folder | write a folder of the repository such as `generated` or `platform/generated`
            """);
  }

  @Test
  void aTemplateBodyMayHoldReferencesForScalars() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: PipelineTemplate
            metadata: {name: t}
            spec:
              version: 1
              parameters: {a: {type: cronn}, b: {default: 1}}
              pipeline:
                mode: "${param.mode}"
                enabled: "${param.on}"
                schedule: {cron: "${param.at}", maxActiveRuns: "${param.n}", startDate: 2026-13-01}
                tasks: "${param.tasks}"
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:6:26-6:31 bad-enum-value `type` does not know the value `cronn` | did you mean `cron`?
            a.yaml:6:34-6:35 missing-field the field `type` is missing in `b` | `type`: Type of the argument.
            a.yaml:10:77-10:87 bad-date `2026-13-01` is not a date | write a calendar date as `2025-01-31`
            a.yaml:11:12-11:28 wrong-type `pipeline.tasks` takes a mapping, but is the text `${param.tasks}`
            """);
  }

  @Test
  void otherDocumentsHoldNoReferences() {
    String source =
        """
            apiVersion: dataplat.io/v1
            kind: Pipeline
            metadata: {name: a, description: A.}
            spec:
              mode: streaming
              timezone: "${param.zone}"
              tasks: {t: {inputs: {i: {dataset: "${param.x}", read: full}}, outputs: {o: {dataset: retail.a, from: i, write: {mode: append}}}, runtime: {sparkConf: {a: "${env.name}"}}}}
            """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:6:13-6:28 reference-not-allowed `timezone` takes no reference, but is `${param.zone}` | write the value itself; references are for templates, `sparkConf` and chart values
            a.yaml:7:37-7:49 reference-not-allowed `dataset` takes no reference, but is `${param.x}` | write the value itself; references are for templates, `sparkConf` and chart values
            """);
  }
}
