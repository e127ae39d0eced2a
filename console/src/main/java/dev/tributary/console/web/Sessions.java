package dev.tributary.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.console.web.Users.User;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Who has signed in, by the random id in their cookie, and the word that their forms bring along.
/// All of it is gone with the process. Safe for use by many threads.
final class Sessions {
  /// How long somebody may be away.
  static final Duration IDLE = Duration.ofHours(12);

  /// More than these are not remembered: the one that was away longest is signed out.
  static final int MOST = 1_000;

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key = new SecretKeySpec(randomBytes(), "HmacSHA256");
  private final InstantSource clock;
  private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true);

  private record Session(User user, Instant seenAt) {}

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /// An id that nobody can guess.
  String newId() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
  }

  /// Begins a session, under an id that nobody had before.
  synchronized String begin(User user) {
    var id = newId();
    byId.put(id, new Session(user, clock.instant()));
    if (byId.size() > MOST) {
      byId.remove(byId.keySet().iterator().next());
    }
    return id;
  }

  /// Whose session it is, if there is such a session.
  ///
  /// It lasts longer by that.
  synchronized Optional<User> find(String id) {
    var user = peek(id);
    user.ifPresentOrElse(
        it -> byId.put(id, new Session(it, clock.instant())), () -> byId.remove(id));
    return user;
  }

  /// The same; it does not last longer by that.
  synchronized Optional<User> peek(String id) {
    return Optional.ofNullable(byId.get(id))
        .filter(session -> !session.seenAt().plus(IDLE).isBefore(clock.instant()))
        .map(Session::user);
  }

  /// Ends it.
  synchronized void end(String id) {
    byId.remove(id);
  }

  /// The word that forms of `owner` bring along: another site cannot know it.
  String token(String owner) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(owner.getBytes(UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has it", missing);
    }
  }

  /// Whether `token` is that of `owner`.
  boolean isToken(String token, String owner) {
    return MessageDigest.isEqual(token.getBytes(UTF_8), token(owner).getBytes(UTF_8));
  }

  private byte[] randomBytes() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
