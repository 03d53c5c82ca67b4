package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Environment.Secret;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Task;
import java.util.List;
import java.util.TreeMap;

/** Which secrets a task needs, and under which file each property is mounted. */
final class TaskSecrets {

  // Not below the plan: a volume that is mounted read-only takes no mount point inside.
  private static final String FOLDER = "/etc/dataplat-secrets";

  private TaskSecrets() {}

  /** Returns the secrets of masks of written columns and of connections, by name. */
  static List<Secret> of(Environment environment, Pipeline pipeline, Task task) {
    var byName = new TreeMap<String, Secret>();
    task.outputs().stream()
        .flatMap(output -> output.dataset().value().columns().stream())
        .flatMap(column -> column.mask().flatMap(Column.Mask::secret).stream())
        .forEach(secret -> byName.put(secret.value().name(), secret.value()));
    for (Connection connection : Planner.connections(environment, pipeline, task)) {
      if (connection.credentials() instanceof Connection.Credentials.SecretReference reference) {
        byName.put(reference.secret().name(), reference.secret());
      }
    }
    return List.copyOf(byName.values());
  }

  static String folder(Secret secret) {
    return FOLDER + "/" + secret.name();
  }

  static String file(Secret secret, String property) {
    return folder(secret) + "/" + property;
  }
}
