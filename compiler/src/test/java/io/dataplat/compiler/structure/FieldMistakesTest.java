package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldMistakesTest {
  @Test
  void aMisspeltFieldIsOneMistakeAndEveryKeyIsLookedAt() {
    String source =
        """
        apiVersion: dataplat.io/v1
        kind: Pipeline
        metadata: {name: a, description: A.}
        spec:
          mode: batch
          shedule: {cron: "0 3 * * *"}
          owner: me
          "#task": 1
          tasks: {t: {outputs: {o: {dataset: retail.a, from: i, write: {mode: append}}}}}
        """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:6:3-6:10 unknown-field unknown field `shedule` | did you mean `schedule`?
            a.yaml:7:3-7:8 unknown-field unknown field `owner` | known here: `mode`, `timezone`, `enabled`, `schedule`, `trigger`, `stateVersion`, `template`, `with`, `tasks`
            a.yaml:8:3-8:10 unknown-field unknown field `#task` | known here: `mode`, `timezone`, `enabled`, `schedule`, `trigger`, `stateVersion`, `template`, `with`, `tasks`
            """);
  }

  @Test
  void whatIsMissingIsReportedAtTheMappingThatLacksIt() {
    String source =
        """
        apiVersion: dataplat.io/v1
        kind: Pipeline
        metadata: {name: a}
        spec:
          mode: batch
          tasks:
            t:
              inputs: {i: {dataset: retail.a}}
              steps: {s: {}}
              outputs: {o: {from: i, write: {}}}
            u: {outputs: {}}
        """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:3:1-3:9 missing-field the field `description` is missing in `metadata` | `description`: What this is, in a sentence for the people who find it.
            a.yaml:4:1-4:5 missing-field the field `schedule` is missing in `spec` | `schedule`: When runs start and what data each covers. Required in batch.
            a.yaml:8:16-8:17 missing-field the field `read` is missing in `i` | `read`: `full`: the whole dataset; `interval`: rows of the run's interval, by `timeColumn` or path tokens; `changes`: what is new since the last run that published, rows appended to a table, files, or rows of a database (batch only, without an interval); `stream`: endless (streaming only, where `full` is the static side of a join).
            a.yaml:9:15-9:16 choice-missing one of the fields `sql` or `sqlFile` or `deduplicate` or `lookup` is missing in `s` | add exactly one of them
            a.yaml:10:17-10:18 missing-field the field `dataset` is missing in `o` | `dataset`: The dataset, always in full: `domain.name`. Of the own domain.
            a.yaml:10:30-10:35 missing-field the field `mode` is missing in `write` | `mode`: `append`: adds, and a re-run replaces what that run had added; `overwrite`: replaces the whole table; `overwrite_interval`: replaces exactly the rows of the run's interval; `overwrite_groups`: of an aggregate over an input with `read: changes`, replaces exactly the groups that new rows touch, computed from all their rows; `upsert` and `scd1`: the newest row of each key of the contract; `scd2`: every version of each key, from when to when it holds; `snapshot`: the source delivers all it has, and only what differs is written; `delete`: removes the keys that its rows name, beside the task that writes the dataset.
            a.yaml:11:18-11:20 missing-field `outputs` needs at least 1 entry
            """);
  }

  @Test
  void ofAChoiceExactlyOneFieldIsGiven() {
    String source =
        """
        apiVersion: dataplat.io/v1
        kind: Pipeline
        metadata: {name: a, description: A.}
        spec:
          mode: batch
          schedule: {manual: true, cron: "0 3 * * *", interval: day}
          tasks:
            t:
              runtime: {executor: {dynamicAllocation: {min: 1}, instances: 3}}
              steps: {s: {sql: SELECT 1, sqlFile: a.sql}}
              outputs: {o: {dataset: retail.a, from: s, write: {mode: apend}}}
        """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:6:3-6:11 missing-field the field `startDate` is missing in `schedule` | `startDate`: First day of the first interval. Required with an interval.
            a.yaml:6:28-6:32 choice-conflict `manual`, `cron` are given together | give only one of `cron`, `onUpdate`, `manual`
            a.yaml:9:28-9:45 missing-field the field `max` is missing in `dynamicAllocation` | `max`: Most executors.
            a.yaml:9:57-9:66 choice-conflict `dynamicAllocation`, `instances` are given together | give only one of `instances`, `dynamicAllocation`
            a.yaml:10:34-10:41 choice-conflict `sql`, `sqlFile` are given together | give only one of `sql`, `sqlFile`, `deduplicate`, `lookup`
            a.yaml:11:63-11:68 bad-enum-value `write.mode` does not know the value `apend` | did you mean `append`?
            """);
  }

  @Test
  void nullRemovesNothingOutsideOverrides() {
    String source =
        """
        apiVersion: dataplat.io/v1
        kind: Domain
        metadata: {name: retail}
        spec:
          owner:
          contact: ~
          defaults: {pipelines: {timezone: CET}, datasets: {table: {connection: a}, files: {connection: b}}}
          products: {a: {b: c}}
        """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:5:3-5:8 null-not-allowed `owner` has no value | write a value, or leave the field out; only overrides remove by null
            a.yaml:6:12-6:13 null-not-allowed `contact` has no value | write a value, or leave the field out; only overrides remove by null
            a.yaml:7:36-7:39 bad-timezone `CET` is not a time zone | write an IANA region name such as `Europe/Zurich`, or `UTC`
            a.yaml:8:3-8:11 not-supported-yet `products` is not supported yet | remove it: the name is reserved for a later release
            """);
  }

  @Test
  void aDocumentOfNoKnownKindIsNotLookedInto() {
    String source =
        """
        apiVersion: dataplat.io/v1
        kind: Pipline
        ---
        apiVersion: dataplat.io/v2
        kind: Pipeline
        ---
        apiVersion: dataplat.io/v1
        kind: Policy
        spec: {nothing: 1}
        ---
        kind: Connection
        ---
        - a
        ---
        apiVersion: dataplat.io/v1
        kind: [x]
        ---
        metadata: {}
        ---
        text
        """;
    assertThat(Findings.complete(source))
        .isEqualTo(
            """
            a.yaml:2:7-2:14 bad-enum-value `kind` does not know the value `Pipline` | did you mean `Pipeline`?
            a.yaml:4:13-4:27 unknown-api-version this compiler does not read the apiVersion `dataplat.io/v2` | write `dataplat.io/v1`
            a.yaml:8:7-8:13 not-supported-yet `kind: Policy` is not supported yet; available now: Domain, Dataset, Pipeline, PipelineTemplate, Connection, Component, Environment, PipelineTest
            a.yaml:11:1-11:1 missing-field the field `apiVersion` is missing | `apiVersion`: Version of the language: `dataplat.io/v1`.
            a.yaml:11:1-11:1 missing-field the field `metadata` is missing | `metadata`: Name, description and labels of this document.
            a.yaml:11:1-11:1 missing-field the field `spec` is missing | `spec`: Type and place of the system.
            a.yaml:13:1-13:1 wrong-type a document is a mapping of `apiVersion`, `kind`, `metadata` and `spec`
            a.yaml:16:7-16:10 wrong-type `kind` takes text, but is a list | write one of `Domain`, `Dataset`, `Pipeline`, `PipelineTemplate`, `Connection`, `Component`, `Environment`, `PipelineTest`
            a.yaml:18:1-18:1 missing-field the field `kind` is missing | write one of `Domain`, `Dataset`, `Pipeline`, `PipelineTemplate`, `Connection`, `Component`, `Environment`, `PipelineTest`
            a.yaml:20:1-20:1 wrong-type a document is a mapping of `apiVersion`, `kind`, `metadata` and `spec`
            """);
  }
}
