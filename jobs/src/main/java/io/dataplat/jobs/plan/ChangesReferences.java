package io.dataplat.jobs.plan;

import io.dataplat.jobplan.ChangedFile;
import io.dataplat.jobplan.ChangesInput;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.database.Databases;
import java.util.Optional;

/** Checks an input that is read by its changes: it is the only one, and adds to what is there. */
record ChangesReferences(JobPlan plan, PlanNames names) {

  void check() {
    var inputs = plan.inputs().stream().filter(input -> input.read() == ReadMode.CHANGES).toList();
    if (inputs.isEmpty()) {
      return;
    }
    var input = inputs.get(0);
    var what = "reads `" + input.alias() + "` by its changes and ";
    if (inputs.size() > 1 || plan.mode() == PlanMode.STREAMING || !names.hasNoInterval()) {
      throw PlanNames.refused(what + "has a second such input, an interval, or is a stream");
    }
    if (names.dataset(input.dataset()).location().topic().isPresent()) {
      throw PlanNames.refused(what + "that is a topic");
    }
    if (plan.outputs().stream().anyMatch(ChangesReferences::replacesWhatIsNotNew)) {
      throw PlanNames.refused(what + "overwrites what is not new");
    }
    checkColumn(input, what);
    var isReloading = input.files().map(each -> each.changed() == ChangedFile.RELOAD).orElse(false);
    if (isReloading && !plan.outputs().stream().allMatch(this::knowsFiles)) {
      throw PlanNames.refused(
          what + "cannot tell which rows of an output came from a changed file");
    }
  }

  private void checkColumn(Input input, String what) {
    var dataset = names.dataset(input.dataset());
    if (input.changes().isEmpty() && Databases.holds(plan, dataset)) {
      throw PlanNames.refused(what + "names no column that tells what is new");
    }
    input.changes().ifPresent(changes -> PlanNames.column(dataset, changes.column()));
    var isReadAgain = input.changes().flatMap(ChangesInput::overlap).isPresent();
    if (isReadAgain && plan.outputs().stream().anyMatch(each -> !each.write().mode().isByKey())) {
      throw PlanNames.refused(what + "reads rows again without a key to find them by");
    }
  }

  private static boolean replacesWhatIsNotNew(Output output) {
    return switch (output.write().mode()) {
      case APPEND, OVERWRITE_GROUPS, UPSERT, SCD1, DELETE -> false;
      case OVERWRITE, OVERWRITE_INTERVAL, SNAPSHOT, SCD2 -> true;
    };
  }

  private boolean knowsFiles(Output output) {
    return output.write().mode() == WriteMode.APPEND
        && names.dataset(output.dataset()).columns().stream()
            .anyMatch(column -> column.generated().equals(Optional.of(Generated.SOURCE_FILE)));
  }
}
