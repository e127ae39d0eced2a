package dev.tributary.ingestion.fuzz;

import dev.tributary.ingestion.mapping.ReadValues;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whatever reads what strangers wrote, with our own samples of it.
@SuppressWarnings("ImmutableEnumChecker") // functions that hold nothing
enum Parser {
  IDENTIFICATION("{samples/deliveries/*,fuzz/*/*}", Form.BYTES, ReadMessages::identify),
  ERN_3("samples/deliveries/{*-ern-382-*,02-*/*}.xml", Form.TEXT, ReadMessages::map),
  ERN_4("samples/deliveries/{*-ern-43-*,01-*/*,broken/[u-z]*}.xml", Form.TEXT, ReadMessages::map),
  ONIX("samples/deliveries/{,broken/}*onix*.xml", Form.TEXT, ReadMessages::map),
  FEED("samples/deliveries/{,broken/}*{podcast,feed}*.xml", Form.TEXT, ReadMessages::map),
  ITMSP("samples/deliveries/*.itmsp/metadata.xml", Form.TEXT, ReadMessages::map),
  LIBRARY("samples/deliveries/{*-opds-*,broken/*.json}", Form.TEXT, ReadMessages::map),
  TABLE("fuzz/products/*.?sv", Form.TEXT, ReadMessages::map),
  MARC("fuzz/products/marc*", Form.TEXT, ReadMessages::map),
  PRODUCTS("samples/deliveries/10-onix-*.xml", Form.TEXT, ReadPackages::split),
  ARCHIVE("samples/deliveries/*.zip", Form.BYTES, ReadPackages::open),
  MANIFEST("samples/deliveries/07-batch/*/BatchComplete*.xml", Form.TEXT, ReadPackages::batch),
  CONFIGURATION("samples/providers/*/provider.yaml", Form.TEXT, ReadSettings::read),
  OWN_JSON("", Form.TEXT, ReadSettings::own),
  SCORES("", Form.TEXT, ReadSettings::scores),
  VALUES("", Form.TEXT, ReadValues::of),
  ASSET(
      "samples/deliveries/{07-batch/*/*056,01-*}/resources/*{056_01.flac,cover.jpg}",
      Form.BYTES,
      ReadPackages::measure);

  /// What one changes in it to come upon something new.
  enum Form {
    /// Parts, words and values: see [Mutation].
    TEXT,
    /// Any byte.
    BYTES
  }

  /// Reads `document` to its end; that it refuses it in the way that it documents is no failure.
  interface Reading {
    void read(byte[] document) throws IOException, InterruptedException;
  }

  private static final Path SAMPLES = Path.of("../samples");
  private static final Path KEPT = Path.of("src/test/resources/dev/tributary/ingestion/fuzz");

  private final String samples;
  private final Form form;
  private final Reading reading;

  Parser(String samples, Form form, Reading reading) {
    this.samples = samples;
    this.form = form;
    this.reading = reading;
  }

  /// The one that `word` names, such as `ern-4`.
  static Parser named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Form form() {
    return form;
  }

  Reading reading() {
    return reading;
  }

  /// Documents to begin with: our samples, and what is kept for it, of which some once did harm.
  List<byte[]> documents() throws IOException {
    var ofOurs = FileSystems.getDefault().getPathMatcher("glob:" + samples);
    var kept = KEPT.resolve(word());
    var documents = new ArrayList<byte[]>();
    for (var root : List.of(SAMPLES, KEPT)) {
      var name = Path.of(String.valueOf(root.getFileName()));
      try (var files = Files.walk(root)) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          if (file.startsWith(kept) || ofOurs.matches(name.resolve(root.relativize(file)))) {
            documents.add(Files.readAllBytes(file));
          }
        }
      }
    }
    return List.copyOf(documents);
  }
}
