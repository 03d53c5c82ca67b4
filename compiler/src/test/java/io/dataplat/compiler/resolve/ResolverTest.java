package io.dataplat.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.Merger;
import io.dataplat.compiler.merge.Sources;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.TaskRuntime.Scale;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private Platform platform(String environment) {
    var merger = Merger.of(RetailSources.all().repository(), diagnostics);
    var found = diagnostics.forEnvironment(environment);
    var platform = Resolver.resolve(merger.merge(environment, found), found);
    assertThat(Sources.report(diagnostics)).isEmpty();
    return platform.orElseThrow();
  }

  @Test
  void theExamplesOfTheLanguageResolveInEveryEnvironment() {
    var merger = Merger.of(RetailSources.all().repository(), diagnostics);
    assertThat(merger.environments()).containsExactly("local", "prod");
    for (var environment : merger.environments()) {
      assertThat(platform(environment).domains()).hasSize(2);
    }
  }

  @Test
  void aDatasetHasTheDefaultsOfItsDomainForTheChoiceItMade() {
    var retail = platform("prod").domains().get(1);
    var orders = retail.datasets().get(4);
    assertThat(orders.id()).hasToString("retail.orders");
    assertThat(orders.storage()).isInstanceOf(Storage.Table.class);
    assertThat(orders.storage().connection().name()).isEqualTo("lakehouse");
    assertThat(orders.slo().orElseThrow().freshness().value()).isEqualTo(Duration.ofHours(30));
    assertThat(((Storage.Table) orders.storage()).name().value()).isEqualTo("retail.orders");
  }

  @Test
  void aRawCopyHasTheColumnsOfItsSourceWithoutWhatConcernsReading() {
    var bronze = platform("prod").domains().get(1).datasets().get(2);
    assertThat(bronze.columns())
        .extracting(Column::name, Column::sourceName, Column::nullable)
        .containsExactly(
            tuple("event_id", "event_id", false),
            tuple("at", "at", true),
            tuple("sent_at", "sent_at", false));
  }

  @Test
  void anOverrideOfOneMemberOfAChoiceDrivesOutTheOther() {
    var build = platform("prod").domains().get(1).pipelines().get(1).tasks().get(0);
    assertThat(build.runtime().executor().scale()).isInstanceOf(Scale.Dynamic.class);
    var local = platform("local").domains().get(1).pipelines().get(1).tasks().get(0);
    assertThat(local.runtime().executor().scale())
        .isInstanceOfSatisfying(
            Scale.Fixed.class, fixed -> assertThat(fixed.instances().value()).isEqualTo(8));
    assertThat(local.runtime().executor().memory().value().text()).isEqualTo("16Gi");
  }

  @Test
  void aPipelineOfATemplateIsOneLikeAnyOther() {
    var pipeline = platform("prod").domains().get(0).pipelines().get(0);
    assertThat(pipeline.schedule().map(Schedule::start))
        .get()
        .isInstanceOfSatisfying(
            Schedule.Start.Cron.class,
            cron -> assertThat(cron.expression().value()).isEqualTo("0 2 * * *"));
    assertThat(pipeline.timezone().value()).isEqualTo(ZoneId.of("UTC"));
    var copy = pipeline.tasks().get(0);
    assertThat(copy.outputs().get(0).dataset().value().id()).hasToString("operations.invoices");
    assertThat(copy.outputs().get(0).dataset().spanOr(copy.span()))
        .hasToString("pipelines/operations/load_invoices.yaml:6:51");
  }

  @Test
  void connectionsAreBoundToThePlacesOfTheEnvironment() {
    assertThat(platform("prod").connections())
        .filteredOn(connection -> connection.name().equals("landing"))
        .first()
        .satisfies(
            connection ->
                assertThat(connection.place())
                    .isInstanceOfSatisfying(
                        Place.S3.class,
                        s3 -> assertThat(s3.bucket().value()).isEqualTo("acme-prod-landing")));
    assertThat(Optional.of(platform("local").connections().get(0).place()))
        .contains(new Place.Embedded());
  }

  @Test
  void theOrderOfFilesDoesNotMatter() {
    var expected = platform("prod");
    for (var seed = 1; seed <= 5; seed++) {
      var merger = Merger.of(RetailSources.all().shuffled(seed), diagnostics);
      assertThat(Resolver.resolve(merger.merge("prod", diagnostics), diagnostics))
          .contains(expected);
    }
  }
}
