package dev.tributary.database;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// A table for tests.
final class Notes {
  static final Schema SCHEMA = new Schema("notes", 1);

  private Notes() {}

  static int add(Handle transaction, String text) {
    return transaction.execute("insert into note (text) values (?)", text);
  }

  static List<String> all(Handle handle) {
    return handle.createQuery("select text from note order by text").mapTo(String.class).list();
  }
}
