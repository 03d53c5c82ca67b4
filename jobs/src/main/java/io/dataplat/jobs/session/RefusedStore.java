package io.dataplat.jobs.session;

import com.google.cloud.hadoop.repackaged.gcs.com.google.api.client.http.HttpResponseException;
import io.dataplat.jobs.Causes;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.azurebfs.contracts.exceptions.AbfsRestOperationException;

/** Tells a store that does not let the job in from one that does not answer. */
public final class RefusedStore {

  private static final int BAD_GRANT = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private RefusedStore() {}

  /** What a run fails with when a store cannot be listed, read or written. */
  public static RuntimeException of(Path store, IOException error) {
    if (Causes.of(error).noneMatch(RefusedStore::isRefusal)) {
      return new UncheckedIOException(error);
    }
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "store-refused",
        "`%s` does not let the job in: look at the `credentials` of its connection, and at what they may"
            .formatted(store));
  }

  private static boolean isRefusal(Throwable error) {
    if (error instanceof AbfsRestOperationException azure) {
      return isRefusal(azure.getStatusCode());
    }
    if (error instanceof HttpResponseException google) {
      // A server of tokens says 400 to a key that it does not know.
      return isRefusal(google.getStatusCode()) || google.getStatusCode() == BAD_GRANT;
    }
    return error instanceof AccessDeniedException;
  }

  private static boolean isRefusal(int status) {
    return status == UNAUTHORIZED || status == FORBIDDEN;
  }
}
