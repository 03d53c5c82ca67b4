package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.init.StarterRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository that {@code init} writes, as the start of a test. */
final class Shop {

  private Shop() {}

  static Path in(Path folder) {
    Path shop = folder.resolve("shop");
    StarterRepository.write(shop, "0.1.0");
    return shop;
  }

  static void replace(Path file, String old, String text) throws IOException {
    String before = Files.readString(file);
    assertThat(before).contains(old);
    Files.writeString(file, before.replace(old, text));
  }

  /** Makes two mistakes: the names of the input and of the output are unknown datasets. */
  static Path withTwoMistakes(Path folder) throws IOException {
    Path shop = in(folder);
    Path pipeline = shop.resolve("pipelines/shop/orders_daily.yaml");
    replace(pipeline, "shop.order_files", "shop.ordr_files");
    replace(pipeline, "dataset: shop.orders,", "dataset: shop.ordrs,");
    return shop;
  }
}
