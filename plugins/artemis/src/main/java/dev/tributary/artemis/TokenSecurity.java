package dev.tributary.artemis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/// Whoever has the token may do everything: it is in a folder with all the broker's messages.
///
/// @param token the password of the one user that there is
record TokenSecurity(String token) implements ActiveMQSecurityManager {
  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return user != null
        && password != null
        && user.equals(Address.USER)
        && MessageDigest.isEqual(password.getBytes(UTF_8), token.getBytes(UTF_8));
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
    return validateUser(user, password);
  }

  @Override
  public String toString() {
    return "TokenSecurity";
  }
}
