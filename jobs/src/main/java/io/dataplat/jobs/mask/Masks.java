package io.dataplat.jobs.mask;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Mask;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Secrets;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Makes values unreadable; the last operation before anything is written. */
public record Masks(Secrets secrets) {

  static final String REDACTED = "***";

  /** The value of a column as it is stored. */
  public Column apply(ContractColumn column, Column clear) {
    return column.mask().map(mask -> masked(column, mask, clear)).orElse(clear);
  }

  private Column masked(ContractColumn column, Mask mask, Column clear) {
    var type = ColumnTypes.of(column);
    return switch (mask.method()) {
      case HMAC_SHA256 -> hash(column, mask, clear);
      case TOKENIZE -> token(column, mask, clear);
      case REDACT -> redacted(type, clear);
      case NULLIFY -> lit(null).cast(type);
      case PARTIAL -> partial(column, mask, clear);
      case GENERALIZE ->
          Generalized.of(
              mask.generalization()
                  .orElseThrow(() -> malformed(column, "generalize without what is kept")),
              type,
              clear);
    };
  }

  private Column hash(ContractColumn column, Mask mask, Column clear) {
    return new KeyedHashes(secret(column, mask), mask.tokenDomain(), mask.keyId()).over(clear);
  }

  private Column token(ContractColumn column, Mask mask, Column clear) {
    return new Tokens(secret(column, mask), mask.tokenDomain(), mask.keyId()).over(clear);
  }

  private String secret(ContractColumn column, Mask mask) {
    return secrets.read(
        mask.secretFile()
            .orElseThrow(() -> malformed(column, mask.method() + " without a secret file")));
  }

  private static Column redacted(DataType type, Column clear) {
    return type.equals(DataTypes.StringType)
        ? when(clear.isNotNull(), lit(REDACTED))
        : lit(null).cast(type);
  }

  private static Column partial(ContractColumn column, Mask mask, Column clear) {
    var keep = mask.keep().orElseThrow(() -> malformed(column, "partial without `keep`"));
    return new LastCharacters(keep).over(clear);
  }

  private static JobFailure malformed(ContractColumn column, String what) {
    return new JobFailure(
        ExitCode.PLAN_REFUSED,
        "plan-malformed",
        "column `" + column.name() + "` has the mask " + what);
  }
}
