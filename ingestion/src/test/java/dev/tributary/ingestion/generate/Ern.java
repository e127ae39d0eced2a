package dev.tributary.ingestion.generate;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Words a [Statement] as a DDEX ERN message, in the dialect of its release; and what the dialects
/// have in common.
final class Ern {

  private Ern() {}

  static void write(Statement statement, Appendable out) throws IOException {
    switch (statement.release().dialect()) {
      case ERN_382 -> Ern382.write(statement, out);
      case ERN_43 -> Ern43.write(statement, out);
    }
  }

  static String header(Statement statement) {
    return """
      <MessageHeader>
        <MessageThreadId>%s</MessageThreadId>
        <MessageId>%s</MessageId>
        <MessageSender>
          <PartyId>%s</PartyId>
          <PartyName>
            <FullName>%s</FullName>
          </PartyName>
        </MessageSender>
        <MessageRecipient>
          <PartyId>%s</PartyId>
          <PartyName>
            <FullName>%s</FullName>
          </PartyName>
        </MessageRecipient>
        <MessageCreatedDateTime>%s</MessageCreatedDateTime>
        <MessageControlType>LiveMessage</MessageControlType>
      </MessageHeader>
    """
        .formatted(
            statement.threadId(),
            statement.messageId(),
            Names.SENDER,
            Names.SENDER_NAME,
            Names.RECIPIENT,
            Names.RECIPIENT_NAME,
            statement.createdAt());
  }

  /// The last day of deals that are over when the message is made.
  static LocalDate dayBefore(Statement statement) {
    return LocalDate.ofInstant(statement.createdAt(), ZoneOffset.UTC).minusDays(1);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
