package io.dataplat.compiler;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The direction of modules and packages, and what no stage may use. */
class ArchitectureTest {

  private static final String COMPILER = "io.dataplat.compiler.";
  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.dataplat");

  @Test
  void modulesDependDownwardsOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.dataplat.compiler..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.dataplat.maven..",
                    "io.dataplat.jobs..",
                    "org.apache.maven..",
                    "org.apache.spark..")));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.dataplat.sql..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.dataplat.compiler..", "io.dataplat.jobplan..", "io.dataplat.jobs..")));
    check(
        classes()
            .that()
            .resideInAPackage("io.dataplat.jobplan..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("io.dataplat.jobplan..", "java..", "org.jspecify..")));
  }

  @Test
  void packagesOfTheCompilerDependDownwardsOnly() {
    List<String> downwards =
        List.of(
            "explain",
            "backend",
            "plan",
            "check",
            "analysis",
            "resolve",
            "model",
            "merge",
            "structure",
            "output",
            "yaml",
            "diagnostic");
    // A stage may not know the stages after it; what stands further left is further up.
    forbid(downwards, "diagnostic", "yaml");
    forbid(downwards, "yaml", "output");
    forbid(downwards, "output", "structure");
    forbid(downwards, "structure", "merge");
    forbid(downwards, "merge", "model");
    forbid(downwards, "model", "resolve");
    forbid(downwards, "resolve", "analysis");
    forbid(downwards, "analysis", "check");
    forbid(downwards, "plan", "backend");
    forbid(downwards, "backend", "explain");
  }

  @Test
  void noBackendKnowsAnother() {
    List<String> backends = List.of("kubernetes", "airflow", "helm", "argocd");
    for (String one : backends) {
      for (String other : backends) {
        if (!one.equals(other)) {
          check(
              noClasses()
                  .that()
                  .resideInAPackage(COMPILER + "backend." + one + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(COMPILER + "backend." + other + ".."));
        }
      }
    }
  }

  @Test
  void noCollectionOfTheCompilerIsWithoutOrder() {
    check(
        compiler()
            .accessTargetWhere(
                describe("makes a collection without order", UnorderedCollections::isMadeBy)));
  }

  @Test
  void aCollectionWithoutOrderIsFound() {
    List<Supplier<Object>> made =
        List.of(
            () -> Set.of(1, 2),
            () -> Map.of(1, 2, 3, 4),
            () -> Stream.of(1).collect(Collectors.toSet()),
            HashMap::new,
            // These have an order.
            () -> Set.of(1),
            () -> Map.of(1, 2));
    long found =
        new ClassFileImporter()
                .importClasses(ArchitectureTest.class)
                .get(ArchitectureTest.class)
                .getAccessesFromSelf()
                .stream()
                .filter(UnorderedCollections::isMadeBy)
                .count();

    assertThat(found).isEqualTo(made.size() - 2);
  }

  @Test
  void noStageKnowsTheClockThePlaceOrLuck() {
    check(compiler().callMethod(System.class, "currentTimeMillis"));
    check(compiler().callMethod(System.class, "nanoTime"));
    check(compiler().callMethod(System.class, "getenv", String.class));
    check(compiler().callMethod(Instant.class, "now"));
    check(compiler().callMethod(LocalDate.class, "now"));
    check(compiler().callMethod(ZoneId.class, "systemDefault"));
    check(compiler().callMethod(Locale.class, "getDefault"));
    check(compiler().dependOnClassesThat().areAssignableTo(Random.class));
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould compiler() {
    return noClasses().that().resideInAPackage("io.dataplat.compiler..").should();
  }

  /**
   * No class of a package, or of one below it in the list, may know the packages from {@code to}
   * up.
   */
  private static void forbid(List<String> downwards, String from, String to) {
    String[] above =
        downwards.subList(0, downwards.indexOf(to) + 1).stream()
            .map(name -> COMPILER + name + "..")
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(COMPILER + from + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(PROJECT);
  }
}
