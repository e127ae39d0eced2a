package dev.tributary.thirdparty;

import dev.tributary.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A third party, and the database in which is kept what it said.
@Timeout(60)
abstract class PartyScene {
  @TempDir Path folder;
  TestParty party;
  Database database;

  @BeforeEach
  void open() throws IOException {
    party = TestParty.start();
    database = Database.open(folder.resolve("third-parties.db"), ThirdParty.SCHEMA);
  }

  @AfterEach
  void close() {
    party.close();
    database.close();
  }
}
