package io.dataplat.compiler.check;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.model.Platform;
import java.util.List;
import java.util.Set;

/** All checks of resolved repositories, in a fixed order. */
public final class Checks {

  private static final List<Check> ALL =
      List.of(
          new ScheduleCheck(),
          new IntervalCheck(),
          new IntervalUseCheck(),
          new CatchupCheck(),
          new ParallelRunsCheck(),
          new LookbackCheck(),
          new OnUpdateCheck(),
          new SloCheck(),
          new DatasetWritersCheck(),
          new SharingCheck(),
          new ColumnNamesCheck(),
          new ColumnMaskCheck(),
          new ColumnValuesCheck(),
          new TimeColumnCheck(),
          new MaintenanceCheck(),
          new GeneratedColumnsCheck(),
          new UnknownMemberCheck(),
          new ExpectationCheck(),
          new MetricCheck(),
          new ReferenceCheck(),
          new FilesPathCheck(),
          new WrittenFilesCheck(),
          new FixedWidthCheck(),
          new DatabaseTableCheck(),
          new MysqlTargetCheck(),
          new KeyValueCheck(),
          new DeltaTableCheck(),
          new IntervalFilesCheck(),
          new PipelineModeCheck(),
          new DisabledPipelineCheck(),
          new InputCheck(),
          new JdbcInputCheck(),
          new ChangesCheck(),
          new DatabaseChangesCheck(),
          new GroupsCheck(),
          new WriteCheck(),
          new HistoryCheck(),
          new DeletesCheck(),
          new SchemaChangeCheck(),
          new UnknownColumnCheck(),
          new StepCheck(),
          new TaskOrderCheck(),
          new RuntimeCheck(),
          new LimitsCheck(),
          new VersionsCheck(),
          new ImageCheck(),
          new NameLengthCheck(),
          new ReservedNameCheck(),
          new AssetCheck(),
          new TestRunCheck(),
          new TestRowsCheck(),
          new ComponentCheck());

  private static final List<RepositoryCheck> OF_REPOSITORY =
      List.of(new PhysicalNameCheck(), new UnusedSecretCheck());

  private Checks() {}

  /** Returns the checks of one environment. */
  public static List<Check> all() {
    return ALL;
  }

  /**
   * Checks one environment.
   *
   * @param calendar may serve several environments, each different schedule is then walked once
   * @param reservedWords the words, in lower case, that SQL does not take as a relation's name
   */
  public static void check(
      AnalysedPlatform analysed,
      TickCalendar calendar,
      Set<String> reservedWords,
      Diagnostics findings) {
    var flow = DataFlow.of(analysed.platform());
    var context = new CheckContext(analysed, flow, calendar, reservedWords);
    ALL.parallelStream().forEach(check -> check.check(context, findings));
  }

  /** Checks environments side by side. */
  public static void checkTogether(List<Platform> platforms, Diagnostics findings) {
    OF_REPOSITORY.forEach(check -> check.check(platforms, findings));
  }
}
