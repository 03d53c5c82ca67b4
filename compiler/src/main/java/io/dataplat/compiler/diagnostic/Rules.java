package io.dataplat.compiler.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** The table of all rules. */
public final class Rules {

  // First, because each rule below adds itself.
  private static final List<Rule> TABLE = new ArrayList<>();

  // Reading files

  public static final Rule OUTSIDE_ROOT =
      error("outside-root", "A symbolic link leads out of the repository.");
  public static final Rule CASE_COLLISION =
      error(
          "case-collision",
          "Two paths differ only in upper and lower case, so some file systems hold one of them.");
  public static final Rule UNREADABLE_FILE =
      error("unreadable-file", "A file of the repository cannot be read.");
  public static final Rule FILE_TOO_LARGE =
      error("file-too-large", "A source file is larger than 3 MB.");
  public static final Rule BAD_ENCODING =
      error("bad-encoding", "A source file is not UTF-8 without a byte order mark.");
  public static final Rule EMPTY_FILE = error("empty-file", "A YAML file holds no document.");
  public static final Rule UNUSED_FILE =
      warning("unused-file", "Nothing names this file, so it has no effect.");

  // YAML

  public static final Rule BAD_YAML = error("bad-yaml", "A source file is not well-formed YAML.");
  public static final Rule TAB_CHARACTER =
      error("tab-character", "A tab stands where YAML needs spaces.");
  public static final Rule CONTROL_CHARACTER =
      error("control-character", "A text holds a control character.");
  public static final Rule TOO_DEEP =
      error("too-deep", "A document nests values more than 100 levels deep.");
  public static final Rule DUPLICATE_KEY = error("duplicate-key", "A mapping has one key twice.");
  public static final Rule BAD_KEY = error("bad-key", "A key of a mapping is not a text.");
  public static final Rule TAG_NOT_ALLOWED =
      error("tag-not-allowed", "A YAML tag is used, but the language has none.");
  public static final Rule ANCHOR_NOT_ALLOWED =
      error(
          "anchor-not-allowed",
          "A YAML anchor is used, but reuse is for domain defaults and templates.");
  public static final Rule ALIAS_NOT_ALLOWED =
      error(
          "alias-not-allowed",
          "A YAML alias is used, but reuse is for domain defaults and templates.");
  public static final Rule MERGE_KEY_NOT_ALLOWED =
      error(
          "merge-key-not-allowed",
          "A YAML merge key is used, but reuse is for domain defaults and templates.");
  public static final Rule NULL_NOT_ALLOWED =
      error(
          "null-not-allowed",
          "A null stands outside an override, where there is nothing to remove.");
  public static final Rule BOOLEAN_WORD =
      error(
          "boolean-word",
          "A word without quotes is text here, but a boolean to other readers of YAML.");

  // Documents and fields

  public static final Rule UNKNOWN_API_VERSION =
      error(
          "unknown-api-version", "A document has an apiVersion that this compiler does not read.");
  public static final Rule DOMAIN_FOLDER_MISMATCH =
      error("domain-folder-mismatch", "The name of a domain is not the name of its folder.");
  public static final Rule MISPLACED_DOCUMENT =
      error("misplaced-document", "A document of this kind does not belong into this folder.");
  public static final Rule DUPLICATE_DOCUMENT =
      error("duplicate-document", "Two documents have one identity.");
  public static final Rule UNKNOWN_FIELD =
      error("unknown-field", "A field is not part of the language here.");
  public static final Rule MISSING_FIELD = error("missing-field", "A required field is missing.");
  public static final Rule WRONG_TYPE =
      error("wrong-type", "A value has another type than its field takes.");
  public static final Rule BAD_ENUM_VALUE =
      error("bad-enum-value", "A value is none of those that its field takes.");
  public static final Rule NOT_SUPPORTED_YET =
      error("not-supported-yet", "A part of the language is reserved for a later release.");
  public static final Rule CHOICE_CONFLICT =
      error("choice-conflict", "Two fields are given of which only one may be.");
  public static final Rule CHOICE_MISSING =
      error("choice-missing", "None of several fields is given of which one must be.");
  public static final Rule BAD_LABEL = error("bad-label", "A label does not fit Kubernetes.");

  // Scalars

  public static final Rule BAD_NAME =
      error("bad-name", "A name is not lower snake_case of at most 40 characters.");
  public static final Rule BAD_PROPERTY =
      error("bad-property", "A property of a secret can be no key of a Kubernetes Secret.");
  public static final Rule RESERVED_NAME =
      error("reserved-name", "A name is reserved for the platform or breaks a tool downstream.");
  public static final Rule NAME_TOO_LONG =
      error("name-too-long", "A name derived for a cluster is longer than the cluster takes.");
  public static final Rule BAD_DURATION =
      error("bad-duration", "A duration is not an integer with one of s, m, h, d.");
  public static final Rule BAD_QUANTITY =
      error("bad-quantity", "An amount of memory or processors is not in its one form.");
  public static final Rule BAD_PERCENT =
      error("bad-percent", "A share is not a number with a percent sign.");
  public static final Rule BAD_CRON =
      error("bad-cron", "A cron expression is not five plain fields.");
  public static final Rule BAD_TIMEZONE =
      error("bad-timezone", "A time zone is neither an IANA region nor UTC.");
  public static final Rule BAD_DATE =
      error("bad-date", "A date is not a calendar day written as year-month-day.");
  public static final Rule BAD_REGEX = error("bad-regex", "A regular expression is not RE2.");
  public static final Rule BAD_EMAIL = error("bad-email", "A text is not an e-mail address.");
  public static final Rule BAD_URL =
      error("bad-url", "A text is not a URL of a kind that fits here.");
  public static final Rule BAD_ADDRESS =
      error("bad-address", "A broker is not named by its host and port.");
  public static final Rule BAD_VERSION =
      error("bad-version", "A version is not of the form major.minor.patch.");

  // SQL

  public static final Rule BAD_SQL = error("bad-sql", "A query is not valid Spark SQL.");
  public static final Rule SQL_NOT_SELECT =
      error("sql-not-select", "A statement is not one SELECT.");
  public static final Rule UNKNOWN_RELATION =
      error("unknown-relation", "A query, an output or a test names neither an input nor a step.");
  public static final Rule UNKNOWN_COLUMN =
      error("unknown-column", "A column does not exist here.");
  public static final Rule UNKNOWN_SQL_PARAMETER =
      error("unknown-sql-parameter", "A query uses a parameter that nothing gives.");
  public static final Rule FORBIDDEN_FUNCTION =
      error("forbidden-function", "A function reaches outside the data that the task declares.");
  public static final Rule NOT_DETERMINISTIC =
      error("not-deterministic", "A query gives another result when it runs again.");
  public static final Rule ORDER_WITHOUT_LIMIT =
      error("order-without-limit", "A query sorts rows, which has no effect on a table.");
  public static final Rule MAY_THROW =
      warning("may-throw", "An expression stops the whole run at one bad value.");
  public static final Rule ORDER_DEPENDENT_SUM =
      warning("order-dependent-sum", "A sum over floating point depends on the order of rows.");
  public static final Rule BAD_EXPRESSION =
      error("bad-expression", "A check is not one valid Spark SQL boolean expression.");
  public static final Rule RULE_NOT_TOTAL =
      error("rule-not-total", "A check cannot be evaluated on each single row.");
  public static final Rule TYPE_MISMATCH =
      error("type-mismatch", "Two types do not fit each other.");
  public static final Rule OUTPUT_DOES_NOT_FIT =
      error(
          "output-does-not-fit", "What a step delivers does not fit the contract of the dataset.");
  public static final Rule MISSING_FILE =
      error("missing-file", "A file that a document names does not exist.");

  // Domains

  public static final Rule NOT_A_DEFAULT =
      error("not-a-default", "A field cannot have a default in a domain.");
  public static final Rule OVER_LIMIT =
      error("over-limit", "An amount is larger than a limit allows.");

  // Datasets

  public static final Rule UNKNOWN_DATASET = error("unknown-dataset", "No dataset has this name.");
  public static final Rule SOURCE_IS_WRITTEN =
      error("source-is-written", "A dataset that others write is written by a task here.");
  public static final Rule NEVER_WRITTEN =
      error("never-written", "No task writes this dataset, and it is no source.");
  public static final Rule NOT_SHARED =
      error("not-shared", "A dataset of another domain is read that is not shared.");
  public static final Rule WRONG_CONNECTION_TYPE =
      error("wrong-connection-type", "A dataset lies on a connection of another type.");
  public static final Rule COLUMNS_CYCLE =
      error("columns-cycle", "Datasets take their columns from each other in a circle.");
  public static final Rule NOT_A_TIME =
      error("not-a-time", "The time column is no date and no timestamp.");
  public static final Rule BAD_PARTITION =
      error("bad-partition", "A partition is no transform of a column of the table.");
  public static final Rule PATH_HAS_NO_TIME =
      error("path-has-no-time", "Files are read by interval, but their path has no time.");
  public static final Rule PATH_ESCAPES_ROOT =
      error("path-escapes-root", "A path leads out of the place of its connection.");
  public static final Rule PATH_NOT_WRITABLE =
      error("path-not-writable", "No path of a new file can be made of the path of a dataset.");
  public static final Rule INTERVAL_SPLITS_PATH =
      error(
          "interval-splits-path",
          "An interval begins or ends inside the time that one path covers.");
  public static final Rule NOT_FOR_THIS_FORMAT =
      error("not-for-this-format", "A setting belongs to another format.");
  public static final Rule BAD_POSITION =
      error("bad-position", "A field lies outside its line, or where another field lies.");
  public static final Rule BAD_TYPE =
      error("bad-type", "A column has a type that the language does not have.");
  public static final Rule NULLABLE_KEY = error("nullable-key", "A key may be null.");
  public static final Rule UNKNOWN_MEMBER_DOES_NOT_FIT =
      error("unknown-member-does-not-fit", "An unknown member does not fit its dataset.");
  public static final Rule MASK_TYPE =
      error("mask-type", "A mask does not fit the type of its column.");
  public static final Rule NOT_FOR_THIS_METHOD =
      error("not-for-this-method", "A setting belongs to another method of masking.");
  public static final Rule MASK_SECRET =
      error("mask-secret", "The secret of a mask is not exactly one property.");
  public static final Rule MASK_CLASSIFICATION =
      error("mask-classification", "A mask does not give the classification of its column.");
  public static final Rule NO_CAPTURE_COLUMN =
      error("no-capture-column", "Unknown columns are captured, and no column keeps them.");
  public static final Rule CAPTURE_CLASSIFICATION =
      error(
          "capture-classification",
          "A column that keeps unknown columns is not classified as personal.");
  public static final Rule MASK_ON_KEY =
      error("mask-on-key", "A mask on a key makes different keys equal.");
  public static final Rule UNKNOWN_SECRET =
      error("unknown-secret", "No environment declares this secret.");
  public static final Rule PLAIN_SECRET =
      error("plain-secret", "A secret stands in the repository.");
  public static final Rule DUPLICATE_SOURCE_NAME =
      error("duplicate-source-name", "Two columns read the same field of the source.");
  public static final Rule GENERATED_AND_SELECTED =
      error("generated-and-selected", "A step delivers a column that the writer fills.");
  public static final Rule GENERATED_NOT_AVAILABLE =
      error("generated-not-available", "The writer of this dataset has no such value.");
  public static final Rule NOT_FOR_THIS_TYPE =
      error("not-for-this-type", "A setting does not fit the type of its column.");
  public static final Rule EXAMPLE_DOES_NOT_FIT =
      error("example-does-not-fit", "An example is no value of its column.");
  public static final Rule STRUCT_WITHOUT_FIELDS =
      error("struct-without-fields", "A struct does not say which fields it has.");
  public static final Rule VIOLATION_NOT_FOR_METRIC =
      error("violation-not-for-metric", "A metric cannot remove rows.");
  public static final Rule NOT_FOR_THIS_EXPECTATION =
      error("not-for-this-expectation", "A setting belongs to another kind of expectation.");
  public static final Rule TOLERATE_AND_FAIL =
      error("tolerate-and-fail", "A rule fails at the first row, so it tolerates none.");
  public static final Rule PERSONAL_METRIC =
      error("personal-metric", "The value of a metric would tell a person's data.");
  public static final Rule QUERY_NOT_A_NUMBER =
      error("query-not-a-number", "The query of a metric does not give one number.");
  public static final Rule REFERENCE_NOT_READABLE =
      error("reference-not-readable", "The values that a column references cannot be read here.");
  public static final Rule NO_DATA_CONTRACT =
      error("no-data-contract", "A file is no data contract of ODCS, or lacks the dataset.");
  public static final Rule QUALITY_NOT_READ =
      warning("quality-not-read", "Nothing checks this quality rule of a data contract.");
  public static final Rule FAIL_STOPS_STREAM =
      warning("fail-stops-stream", "A violation stops the stream until somebody acts.");
  public static final Rule SLO_UNREACHABLE =
      error("slo-unreachable", "A dataset cannot be as fresh as it promises.");
  public static final Rule NOT_FOR_THIS_CONNECTION =
      error(
          "not-for-this-connection",
          "A setting of a dataset has no meaning in a connection of this type.");
  public static final Rule UNKNOWN_CONNECTION =
      error("unknown-connection", "No connection has this name.");

  public static final Rule NOTHING_TO_MAINTAIN =
      error("nothing-to-maintain", "Upkeep is asked for where there is no table of our own.");
  public static final Rule UNSAFE_MAINTENANCE =
      error("unsafe-maintenance", "Upkeep would remove what a run may still be using.");

  // Pipelines

  public static final Rule READS_DISABLED_PIPELINE =
      error(
          "reads-disabled-pipeline",
          "A dataset is read whose writer is disabled in this environment.");
  public static final Rule TRIGGER_IN_BATCH =
      error("trigger-in-batch", "Only a streaming pipeline has a trigger.");
  public static final Rule NOT_FOR_THIS_MODE =
      error("not-for-this-mode", "A field belongs to pipelines of the other mode.");
  public static final Rule NOT_FOR_THIS_READ =
      error("not-for-this-read", "A setting of an input belongs to another way of reading.");
  public static final Rule UNUSED_INPUT =
      error("unused-input", "No step and no output uses this input.");
  public static final Rule STEP_CYCLE =
      error("step-cycle", "Steps depend on each other in a circle.");
  public static final Rule UNUSED_STEP =
      error("unused-step", "No step and no output uses this step.");
  public static final Rule TWO_WRITERS = error("two-writers", "Two tasks write one dataset.");
  public static final Rule NO_TOMBSTONES =
      error("no-tombstones", "Keys are deleted from a dataset that does not remember deletes.");
  public static final Rule NO_SCHEMA_TO_CHANGE =
      error("no-schema-to-change", "A schema change is ruled for a table that no task writes.");
  public static final Rule OTHER_DOMAINS_DATASET =
      error("other-domains-dataset", "A pipeline writes a dataset of another domain.");
  public static final Rule IMAGE_NOT_PINNED =
      error("image-not-pinned", "An image has neither a digest nor a fixed tag.");
  public static final Rule REDUNDANT_AFTER =
      error("redundant-after", "The order of two tasks already follows from their datasets.");
  public static final Rule TASK_CYCLE =
      error("task-cycle", "Tasks depend on each other in a circle.");
  public static final Rule UNKNOWN_TASK =
      error("unknown-task", "The pipeline has no task of this name.");
  public static final Rule TASK_NAME_TAKEN =
      error("task-name-taken", "The compiler adds a task of this name.");
  public static final Rule AFTER_IN_STREAMING =
      error("after-in-streaming", "Streaming tasks run side by side and have no order.");
  public static final Rule UNKNOWN_SIZE =
      error("unknown-size", "The environment has no size of this name.");
  public static final Rule RETRIES_IN_STREAMING =
      error("retries-in-streaming", "A streaming task always restarts and has no retries.");
  public static final Rule READ_NOT_FOR_MODE =
      error("read-not-for-mode", "An input cannot be read in this way in this mode.");
  public static final Rule KEY_VALUE_IS_NOT_READ =
      error("key-value-is-not-read", "A task reads a dataset that is in a key-value store.");
  public static final Rule NO_TIME_COLUMN =
      error("no-time-column", "The dataset has no time column, which is needed here.");
  public static final Rule NO_INTERVAL =
      error("no-interval", "The pipeline has no interval, which is needed here.");
  public static final Rule NO_FRONTIER =
      error("no-frontier", "A stream without a watermark never says that an interval is complete.");
  public static final Rule NOT_APPEND_ONLY =
      error("not-append-only", "A table that is read by its changes is not only appended to.");
  public static final Rule NOT_FOR_CHANGES =
      error("not-for-changes", "Something does not fit an input that brings only what is new.");
  public static final Rule RELOAD_NOT_EXACT =
      error("reload-not-exact", "The rows of a changed file cannot be found in an output.");
  public static final Rule DELETES_NOT_SEEN =
      warning("deletes-not-seen", "Rows that a source deletes stay in an output.");
  public static final Rule NOT_BY_GROUPS =
      error("not-by-groups", "A table cannot be refreshed by the groups that new rows touch.");
  public static final Rule REFRESH_DOES_NOT_SEE =
      warning("refresh-does-not-see", "A refresh by groups does not see changes of an input.");
  public static final Rule READS_OWN_OUTPUT =
      error("reads-own-output", "A task reads what it writes.");
  public static final Rule WATERMARK_MISSING =
      error("watermark-missing", "An operation on a stream needs a watermark.");
  public static final Rule DEDUPLICATE_NOT_FOR_MODE =
      error("deduplicate-not-for-mode", "A deduplication lacks the bound that its mode needs.");
  public static final Rule LOOKUP_NOT_UNIQUE =
      error("lookup-not-unique", "A lookup could find more than one row.");
  public static final Rule LOOKUP_DOES_NOT_FIT =
      error("lookup-does-not-fit", "A lookup does not fit what it reads.");
  public static final Rule NO_UNKNOWN_MEMBER =
      error("no-unknown-member", "A lookup needs an unknown member, and the dataset has none.");
  public static final Rule WRITE_NOT_FOR_TARGET =
      error("write-not-for-target", "A dataset cannot be written in this mode.");
  public static final Rule NO_KEY =
      error("no-key", "The dataset has no key, which is needed here.");
  public static final Rule NO_SEQUENCE =
      error("no-sequence", "Nothing says which row of one key is newer.");
  public static final Rule OWNED_SPARK_CONF =
      error("owned-spark-conf", "The compiler sets this Spark setting itself.");
  public static final Rule ZERO_MIN_EXECUTORS =
      error("zero-min-executors", "Dynamic allocation begins with no executor.");
  public static final Rule ASSET_CONFLICT =
      error("asset-conflict", "Two datasets have one Airflow asset.");
  public static final Rule PLAN_TOO_LARGE =
      error("plan-too-large", "A job plan is larger than a pod annotation may be.");

  // Schedules

  public static final Rule CRON_IN_DST_GAP =
      warning(
          "cron-in-dst-gap", "A schedule lies in an hour that a clock change skips or repeats.");
  public static final Rule NEVER_UPDATED =
      error("never-updated", "No batch task updates this dataset, so the pipeline never starts.");
  public static final Rule PIPELINE_CYCLE =
      error("pipeline-cycle", "Pipelines start each other in a circle.");
  public static final Rule INTERVAL_GAP =
      error("interval-gap", "The schedule leaves intervals that no run covers.");
  public static final Rule INTERVAL_OVERLAP =
      error("interval-overlap", "The schedule covers an interval more than once.");
  public static final Rule INTERVAL_NOT_FOR_ZONE =
      error("interval-not-for-zone", "An hour of this time zone does not begin on an hour of UTC.");
  public static final Rule UNUSED_INTERVAL =
      error("unused-interval", "Nothing in the pipeline uses its interval.");
  public static final Rule END_BEFORE_START =
      error("end-before-start", "The last interval lies before the first.");
  public static final Rule HOLES_AFTER_OUTAGE =
      warning("holes-after-outage", "Intervals that an outage misses are never run.");
  public static final Rule CATCHUP_WITHOUT_INTERVAL =
      error("catchup-without-interval", "Without an interval there is nothing to catch up.");
  public static final Rule PARALLEL_RUNS_CONFLICT =
      error("parallel-runs-conflict", "Runs side by side would overwrite each other.");
  public static final Rule LOOKBACK_NOT_FOR_MODE =
      error("lookback-not-for-mode", "An earlier interval cannot be written again in this mode.");
  public static final Rule SHORTER_LOOKBACK =
      warning("shorter-lookback", "A reader misses intervals that its source writes again.");

  // Templates

  public static final Rule UNKNOWN_TEMPLATE =
      error("unknown-template", "No template has this name and version.");
  public static final Rule UNKNOWN_PARAMETER =
      error("unknown-parameter", "The template has no parameter of this name.");
  public static final Rule UNUSED_PARAMETER =
      error("unused-parameter", "The body of the template never uses this parameter.");
  public static final Rule BAD_ARGUMENT =
      error("bad-argument", "An argument does not fit its parameter.");
  public static final Rule UNKNOWN_REFERENCE =
      error("unknown-reference", "A reference names nothing that exists.");
  public static final Rule REFERENCE_NOT_ALLOWED =
      error("reference-not-allowed", "A reference stands in a field that takes none.");

  // Connections and components

  public static final Rule DATABASE_SECRET =
      error("database-secret", "A database has no secret with a user and a password.");
  public static final Rule KEY_VALUE_SECRET =
      error("key-value-secret", "A key-value store has no secret with a user and a password.");
  public static final Rule STORE_SECRET =
      error("store-secret", "A secret does not have the property that opens its object store.");
  public static final Rule CHECKPOINT_PLACE =
      error("checkpoint-place", "The checkpoints of streams cannot lie in this object store.");
  public static final Rule CONNECTION_TYPE_CHANGED =
      error("connection-type-changed", "An override changes the type of a connection.");
  public static final Rule PLACE_NOT_FOR_TYPE =
      error("place-not-for-type", "A connection of this type has no such place.");
  public static final Rule MISSING_IN_ENVIRONMENT =
      error("missing-in-environment", "An environment lacks a setting that it needs.");
  public static final Rule VERSION_RANGE = error("version-range", "A chart has no exact version.");
  public static final Rule DERIVED_SETTING =
      error("derived-setting", "The compiler derives this setting from the pipelines.");
  public static final Rule UNKNOWN_CHART_VALUE =
      error("unknown-chart-value", "The chart has no such value.");

  // Environments and overrides

  public static final Rule UNKNOWN_ENVIRONMENT =
      error("unknown-environment", "No environment has this name.");
  public static final Rule EXTENDS_CYCLE =
      error("extends-cycle", "Environments extend each other in a circle.");
  public static final Rule ABSTRACT_NEVER_EXTENDED =
      error("abstract-never-extended", "No environment extends this abstract one.");
  public static final Rule VERSION_NOT_KNOWN =
      error("version-not-known", "The compiler does not know this version.");
  public static final Rule FEATURE_NEEDS_VERSION =
      error("feature-needs-version", "A part of the language needs a newer version of a tool.");
  public static final Rule BAD_PATTERN =
      error("bad-pattern", "A pattern for names does not keep names apart.");
  public static final Rule PHYSICAL_NAME_CLASH =
      error("physical-name-clash", "Two things get one name on one system.");
  public static final Rule UNUSED_SECRET = error("unused-secret", "Nothing uses this secret.");
  public static final Rule NOTHING_TO_REMOVE =
      error("nothing-to-remove", "A null removes what is not there.");
  public static final Rule OVERRIDE_WITHOUT_TARGET =
      error("override-without-target", "An override names nothing that exists.");
  public static final Rule OVERRIDE_WITHOUT_EFFECT =
      error("override-without-effect", "An override equals what it overrides.");
  public static final Rule OVERRIDE_NEVER_WINS =
      error("override-never-wins", "An override is replaced in every environment below.");
  public static final Rule FIXED_FIELD =
      error("fixed-field", "A field is the same in all environments.");
  public static final Rule OVERRIDE_CHANGES_STRUCTURE =
      error("override-changes-structure", "An override adds or removes a part of the structure.");

  // Tests

  public static final Rule UNKNOWN_PIPELINE =
      error("unknown-pipeline", "No pipeline has this name.");
  public static final Rule NOT_AN_INTERVAL =
      error("not-an-interval", "The run of a test covers no interval of its pipeline.");
  public static final Rule VALUE_DOES_NOT_FIT =
      error("value-does-not-fit", "A row of a test holds a value that its column does not take.");
  public static final Rule UNKNOWN_EXPECTATION =
      error("unknown-expectation", "No dataset of the task has an expectation of this name.");
  public static final Rule NOTHING_EXPECTED =
      error("nothing-expected", "A test expects nothing, so it could never fail.");

  // Output

  public static final Rule DUPLICATE_OUTPUT_PATH =
      error("duplicate-output-path", "Two sources generate one file.");
  public static final Rule EDITED_FILE =
      error("edited-file", "A generated file was edited by hand.");
  public static final Rule FOREIGN_FILE =
      error("foreign-file", "A file that nothing generates lies where a cluster would apply it.");
  public static final Rule OUTPUT_BLOCKED =
      error(
          "output-blocked",
          "A symbolic link, a folder or a file stands in the way of a generated file.");
  public static final Rule OUTPUT_NOT_WRITTEN =
      error("output-not-written", "The file system refused to take the generated files.");
  public static final Rule OUTPUT_OUT_OF_DATE =
      error("output-out-of-date", "A committed generated file is not what its sources compile to.");

  private Rules() {}

  /** All rules, by the part of the language that they are about. */
  public static List<Rule> all() {
    return List.copyOf(TABLE);
  }

  private static Rule error(String id, String summary) {
    return rule(id, Severity.ERROR, summary);
  }

  private static Rule warning(String id, String summary) {
    return rule(id, Severity.WARNING, summary);
  }

  private static Rule rule(String id, Severity severity, String summary) {
    Rule rule = new Rule(id, severity, summary);
    TABLE.add(rule);
    return rule;
  }
}
