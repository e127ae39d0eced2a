package dev.tributary.console.web;

import dev.tributary.ingestion.live.LiveFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// Who may look and who may act, by name and password: a file with a line for each, of name, role
/// and hash. What is changed in it holds within a second or so; while it is broken, what it said
/// before. Safe for use by many threads.
public final class Users {
  /// Hashes that are made at a time: guessing keeps no more of the machine busy than this.
  private static final int AT_A_TIME = 2;

  private static final Duration AFTER_A_WRONG_ONE = Duration.ofMillis(300);

  private final LiveFile<Map<String, User>> byName;
  private final Semaphore turns = new Semaphore(AT_A_TIME);

  /// One line.
  ///
  /// @param hash as it stands there
  record User(Caller caller, String hash) {
    User {
      PasswordHash.parse(hash);
    }

    PasswordHash password() {
      return PasswordHash.parse(hash);
    }
  }

  private Users(LiveFile<Map<String, User>> byName) {
    this.byName = byName;
  }

  /// Those in `file`.
  ///
  /// @throws IllegalArgumentException if a line says something else, or nobody is in it
  public static Users in(Path file) throws IOException {
    return new Users(LiveFile.open(file, Users::read));
  }

  private static Map<String, User> read(Path file) throws IOException {
    var users = new TreeMap<String, User>();
    var number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        var user = user(line, file + ", line " + number);
        users.put(user.caller().name(), user);
      }
    }
    if (users.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a line for each user in %s, found none; `tributary console-user NAME` makes one"
              .formatted(file));
    }
    return users;
  }

  private static User user(String line, String place) {
    var words = List.of(line.strip().split("\\s+", -1));
    try {
      if (words.size() != 3) {
        throw new IllegalArgumentException("expected a name, a role and a hash");
      }
      var role = Role.valueOf(words.get(1).toUpperCase(Locale.ROOT));
      return new User(new Caller(words.getFirst(), role), words.get(2));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(place + ": " + wrong.getMessage(), wrong);
    }
  }

  /// The user `name`, if `password` is theirs. Takes its time, more of it if it is not.
  Optional<User> find(String name, String password) throws InterruptedException {
    var user = Optional.ofNullable(byName.current().get(name));
    if (isRight(user.map(User::password).orElse(PasswordHash.OF_NOBODY), password)) {
      return user;
    }
    // Whoever guesses waits, and nobody waits for them.
    Thread.sleep(AFTER_A_WRONG_ONE);
    return Optional.empty();
  }

  /// Whether `user` is there still, with the same role and password.
  boolean have(User user) {
    return user.equals(byName.current().get(user.caller().name()));
  }

  private boolean isRight(PasswordHash hash, String password) throws InterruptedException {
    turns.acquire();
    try {
      return hash.isOf(password);
    } finally {
      turns.release();
    }
  }
}
