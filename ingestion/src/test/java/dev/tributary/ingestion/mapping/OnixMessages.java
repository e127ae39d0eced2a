package dev.tributary.ingestion.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.ingestion.model.CanonicalDocument;
import dev.tributary.ingestion.model.Product;
import dev.tributary.ingestion.model.Product.Deal;
import java.io.IOException;
import java.util.Optional;

/// ONIX messages for tests, and what the base mapping makes of them.
final class OnixMessages {
  private static final Mappings MAPPINGS = Mappings.base();

  private OnixMessages() {}

  static Product product(String blocks) throws IOException {
    return map(message(record("r1", "03", blocks))).products().getFirst();
  }

  static String record(String reference, String notification, String blocks) {
    return "<Product><RecordReference>%s</RecordReference><NotificationType>%s</NotificationType>%s</Product>\n"
        .formatted(reference, notification, blocks);
  }

  static String message(String records) {
    return """
    <ONIXMessage release="3.0">
    <Header><Sender><SenderName>Quay</SenderName></Sender></Header>
    %s</ONIXMessage>
    """
        .formatted(records);
  }

  static CanonicalDocument map(String message) throws IOException {
    var content = Content.of(message.getBytes(UTF_8));
    return MAPPINGS.mapping(Identification.of(content), Optional.empty()).map(content);
  }

  static String line(Deal deal) {
    return "%s -%s %s%s"
        .formatted(
            String.join(" ", deal.territories().included()),
            String.join(" ", deal.territories().excluded()),
            deal.price()
                .map(price -> price.amount().orElseThrow() + " " + price.currency().orElseThrow())
                .orElse("no price"),
            deal.takedown() ? ", taken down" : "");
  }
}
