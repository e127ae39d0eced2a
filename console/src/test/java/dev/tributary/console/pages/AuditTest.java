package dev.tributary.console.pages;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditTest {
  @TempDir private Path folder;

  @Test
  void theLatestAreToldFirst() throws Exception {
    var audit = new Audit(folder);
    for (var number = 0; number < 20; number++) {
      audit.note("olga", "submit", "file " + number);
    }

    assertThat(audit.last(2)).extracting(Audit.Entry::about).containsExactly("file 19", "file 18");
    assertThat(audit.last(100)).hasSize(20);
  }

  @Test
  void aLineOfWhichAPartWasWrittenCostsNoOther() throws Exception {
    var audit = new Audit(folder);
    audit.note("olga", "submit", "before");
    Files.writeString(folder.resolve("console-audit.jsonl"), "{\"at\":\"2026-11", APPEND);

    audit.note("olga", "submit", "after");

    assertThat(audit.last(10)).extracting(Audit.Entry::about).containsExactly("after", "before");
  }
}
