package dev.tributary.ingestion.catalogue;

import dev.tributary.ingestion.model.Violation;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What is wrong with files, of the delivery that brought them. They are opened when it has been
/// settled: what is found is told with it from then on, and its state stays what it is.
public final class FileViolations {
  private FileViolations() {}

  /// Of the files of the product `key`, as the delivery `delivery` left it; replaces what was found
  /// of them before.
  public static void replace(
      Handle transaction, String delivery, String key, List<Violation> violations) {
    transaction.execute(
        "delete from file_violation where delivery = ? and product_key = ?", delivery, key);
    if (violations.isEmpty()) {
      return;
    }
    var batch =
        transaction.prepareBatch(
            """
            insert into file_violation
              (delivery, product_key, place, rule, severity, path, line, value, message)
            values (:delivery, :key, :place, :rule, :severity, :path, :line, :value, :message)
            """);
    for (var place = 0; place < violations.size(); place++) {
      var violation = violations.get(place);
      batch
          .bind("delivery", delivery)
          .bind("key", key)
          .bind("place", place)
          .bind("rule", violation.rule())
          .bind("severity", violation.severity().name())
          .bind("path", violation.path())
          .bind("line", violation.line())
          .bind("value", violation.value())
          .bind("message", violation.message())
          .add();
    }
    batch.execute();
  }
}
