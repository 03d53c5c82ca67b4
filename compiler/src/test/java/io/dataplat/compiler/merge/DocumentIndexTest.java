package io.dataplat.compiler.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import org.junit.jupiter.api.Test;

class DocumentIndexTest {
  private static String findings(Sources changes) {
    var diagnostics = new Diagnostics();
    Merger.of(Shop.all().with(changes).repository(), diagnostics);
    return Sources.report(diagnostics);
  }

  @Test
  void aRepositoryInOrderHasNoFindings() {
    assertThat(findings(new Sources())).isEmpty();
  }

  @Test
  void twoDocumentsOfOneIdentityAreReportedAtBothPlaces() {
    var copy = Shop.all().files().getOrDefault(Shop.DATASET, "");
    assertThat(findings(new Sources().file("pipelines/shop/datasets/copy.yaml", copy)))
        .isEqualTo(
            """
            pipelines/shop/datasets/copy.yaml:3:18 duplicate-document: there are two datasets `shop.orders`; the other one is at pipelines/shop/datasets/orders.yaml:3:18
            pipelines/shop/datasets/orders.yaml:3:18 duplicate-document: there are two datasets `shop.orders`; the other one is at pipelines/shop/datasets/copy.yaml:3:18""");
  }

  @Test
  void twoVersionsOfATemplateLiveSideBySide() {
    assertThat(
            findings(
                new Sources()
                    .file(
                        "pipelines/templates/load.yaml",
                        Shop.document("PipelineTemplate", "load", "{version: 1, pipeline: {}}")
                            + "---\n"
                            + Shop.document(
                                "PipelineTemplate", "load", "{version: 2, pipeline: {}}"))))
        .isEmpty();
  }

  @Test
  void aDomainHasTheNameOfItsFolder() {
    assertThat(
            findings(
                new Sources()
                    .file(
                        "pipelines/shop/domain.yaml",
                        Shop.document("Domain", "shops", "{owner: a, contact: {email: a@b.org}}"))))
        .isEqualTo(
            """
            pipelines/shop/domain.yaml:3:18 domain-folder-mismatch: domain `shops` stands in the folder `shop`; give the folder and the domain one name""");
  }

  @Test
  void aFolderWithoutADomainIsReportedOnce() {
    assertThat(
            findings(
                new Sources()
                    .file("pipelines/lost/a.yaml", Shop.document("Pipeline", "a", "{}"))
                    .file("pipelines/lost/b.yaml", Shop.document("Pipeline", "b", "{}"))))
        .isEqualTo(
            "pipelines/lost/a.yaml:3:18 misplaced-document: pipeline `lost.a` stands in a folder"
                + " that is no domain; add `pipelines/lost/domain.yaml`");
  }

  @Test
  void eachKindHasItsFolder() {
    assertThat(
            findings(
                new Sources()
                    .file("pipelines/shop/a.yaml", Shop.document("Dataset", "a", "{}"))
                    .file("environments/lake.yaml", Shop.document("Connection", "b", "{}"))
                    .file("environments/test.yaml", Shop.environment("c", "{}"))
                    .file("pipelines/templates/d.yaml", Shop.document("Pipeline", "d", "{}"))))
        .isEqualTo(
            """
            environments/lake.yaml:3:18 misplaced-document: connection `b` does not belong into `environments/lake.yaml`; move it to `environments/connections/b.yaml`
            environments/test.yaml:3:18 misplaced-document: environment `c` does not belong into `environments/test.yaml`; move it to `environments/c.yaml`
            pipelines/shop/a.yaml:3:18 misplaced-document: dataset `a` does not belong into `pipelines/shop/a.yaml`; move it to `pipelines/<domain>/datasets/a.yaml`
            pipelines/templates/d.yaml:3:18 misplaced-document: pipeline `d` does not belong into `pipelines/templates/d.yaml`; move it to `pipelines/<domain>/d.yaml`""");
  }

  @Test
  void namesThatClashDownstreamAreRefused() {
    var domain = "{owner: a, contact: {email: a@b.org}}";
    assertThat(
            findings(
                new Sources()
                    .file("environments/xn.yaml", Shop.environment("xn", "{}"))
                    .file(
                        "environments/components/c.yaml", Shop.document("Component", "jobs", "{}"))
                    .file("pipelines/argocd/domain.yaml", Shop.document("Domain", "argocd", domain))
                    .file("pipelines/jobs/domain.yaml", Shop.document("Domain", "jobs", domain))
                    .file("pipelines/shop/a.yaml", Shop.document("Pipeline", "default", "{}"))
                    .file("pipelines/shop/b.yaml", Shop.document("Pipeline", "my_driver", "{}"))
                    .file(
                        "pipelines/shop/c.yaml",
                        Shop.document("Pipeline", "drivers", "{tasks: {driver_load: {}}}"))))
        .isEqualTo(
            """
            environments/xn.yaml:3:18 reserved-name: environment `xn` cannot have this name; names that begin with `xn--` are punycode
            pipelines/argocd/domain.yaml:3:18 reserved-name: domain `argocd` cannot have this name; the platform's own folders have this name
            pipelines/jobs/domain.yaml:3:18 reserved-name: domain `jobs` cannot have this name; a component has this name
            pipelines/shop/a.yaml:3:18 reserved-name: pipeline `default` cannot have this name; objects of every domain's namespace have this name
            pipelines/shop/b.yaml:3:18 reserved-name: pipeline `my_driver` cannot have this name; the Spark operator takes a name with the word `driver` for a driver Pod
            pipelines/shop/c.yaml:5:12 reserved-name: task `driver_load` cannot have this name; the Spark operator takes a name with the word `driver` for a driver Pod""");
  }

  @Test
  void aSqlFileThatNothingNamesIsReported() {
    assertThat(findings(naming("used").file("pipelines/shop/sql/used.sql", "SELECT 1")))
        .isEqualTo(
            "pipelines/shop/sql/left.sql:1:1 unused-file: no document names"
                + " `pipelines/shop/sql/left.sql`; name it by `sqlFile` in a step, or delete it");
  }

  @Test
  void aSqlFileThatAWrongNameMayMeanIsNotReported() {
    assertThat(findings(naming("lift"))).isEmpty();
  }

  /** A pipeline that names a SQL file, beside the file {@code left.sql}. */
  private static Sources naming(String file) {
    var tasks = "tasks: {a: {steps: {b: {sqlFile: sql/%s.sql}}}}".formatted(file);
    return new Sources()
        .file("pipelines/shop/sql/left.sql", "SELECT 1")
        .file("pipelines/shop/more.yaml", Shop.document("Pipeline", "more", tasks));
  }
}
