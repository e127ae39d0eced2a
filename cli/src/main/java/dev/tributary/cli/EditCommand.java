package dev.tributary.cli;

import dev.tributary.ingestion.catalogue.EditRequest;
import dev.tributary.ingestion.catalogue.History;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tributary edit`: an editor's word on a field, which goes before everybody else's.
@Command(
    name = "edit",
    description = {
      "Changes a field of a product, or undoes such changes.",
      "The change stands beside what the provider says, whose updates leave it as it is."
    },
    mixinStandardHelpOptions = true)
final class EditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Parameters(
      index = "0",
      paramLabel = "KEY",
      description = "The product's key, or any identifier of it, such as its barcode.")
  private String key = "";

  @Parameters(
      index = "1",
      paramLabel = "FIELD",
      description = "Such as title, artist, label, genre or releaseDate.")
  private String field = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "What it is to be, such as 2026-03-13 for a date or 3:13 for a duration.")
  private @Nullable String value;

  @Option(
      names = "--item",
      paramLabel = "NAME",
      description = "Of this item of the product: its ISRC, GUID or ref.")
  private @Nullable String item;

  @Option(names = "--undo", description = "Undo what editors changed of the field.")
  private boolean undo;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for the record.")
  private String why = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (undo == (value != null)) {
      throw new UsageException("expected either a VALUE for %s, or --undo".formatted(field));
    }
    if (why.isBlank()) {
      throw new UsageException("expected --why TEXT: what is changed is changed with its reason");
    }
    var request = request();
    var outcome = new EditRun(data, spec.commandLine().getErr()).request(request);
    outcome
        .refused()
        .ifPresent(
            reason -> {
              throw new UsageException(reason);
            });
    spec.commandLine()
        .getOut()
        .printf(
            "%s of %s%s: %s%n",
            request.field(),
            request.item().map(name -> name + " of ").orElse(""),
            request.product(),
            request.value().orElse("as its provider says, or whoever is trusted most"));
    return 0;
  }

  /// Looked over before it is sent, so that what is wrong is told at once.
  private EditRequest request() throws InterruptedException {
    try (var catalogue = data.configuration().readCatalogue()) {
      var product = ProductCommand.find(catalogue, key);
      var request =
          new EditRequest(
              UUID.randomUUID().toString(),
              product.path("key").asString(""),
              Optional.ofNullable(item),
              field,
              Optional.ofNullable(value),
              ActOptions.who(),
              why,
              Instant.now(),
              catalogue.read(History::latest));
      return request.checked(product);
    } catch (IllegalArgumentException unfit) {
      throw new UsageException(String.valueOf(unfit.getMessage()), unfit);
    }
  }
}
