package dev.tributary.console.web;

import java.nio.file.Path;
import java.util.Optional;

/// What a route answers.
public sealed interface Answer {
  /// A page, and the same as data for those who ask for JSON.
  ///
  /// @param head what stands above, and stays as it is while people look at it
  /// @param live what is sent again whenever it changes
  /// @param data any record; see `dev.tributary.ingestion.json.Json`
  record Page(String title, Html head, Html live, Object data) implements Answer {
    /// One that says the same until it is loaded anew.
    public static Page still(String title, Html all, Object data) {
      return new Page(title, all, Html.EMPTY, data);
    }

    boolean isLive() {
      return !live.text().isEmpty();
    }
  }

  /// It is done; go and look there.
  ///
  /// @param location a path of this server's
  record SeeOther(String location) implements Answer {}

  /// A file of somebody else's. What cannot be told from its first bytes is only ever downloaded.
  ///
  /// @param name to download it under
  record Content(Path file, String name, Optional<MediaType> type) implements Answer {}

  /// JSON only.
  record Data(Object data) implements Answer {}
}
