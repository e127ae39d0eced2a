package dev.tributary.spi;

/// Asks one thing that an application needs whether it is there.
///
/// @param name of what is asked about, such as `database`
public record HealthCheck(String name, Question question) {
  /// Answers, within seconds.
  @FunctionalInterface
  public interface Question {
    /// Asks.
    ///
    /// @throws Exception counts as unhealthy, with its message as the reason
    Health ask() throws Exception;
  }

  /// The answer; what is thrown is one, too.
  ///
  /// @throws InterruptedException when interrupted meanwhile
  public Health ask() throws InterruptedException {
    try {
      return question.ask();
    } catch (InterruptedException ending) {
      throw ending;
    } catch (Exception failure) {
      return new Health.Unhealthy(
          String.valueOf(failure.getMessage()), "see the log for where it failed");
    }
  }

  /// How something is.
  public sealed interface Health {
    /// As it should be.
    ///
    /// @param detail what was found, such as `SQLite 3.54 at data/catalogue.db`
    record Healthy(String detail) implements Health {}

    /// Not as it should be.
    ///
    /// @param reason what is wrong
    /// @param fix what the operator can do about it
    record Unhealthy(String reason, String fix) implements Health {}
  }
}
