package dev.tributary.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.Abort;
import dev.tributary.Body;
import dev.tributary.Message;
import dev.tributary.Processor;
import dev.tributary.Setting;
import dev.tributary.Settings;
import dev.tributary.Settings.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private final Message without = Message.of("upsert.order", Body.utf8("c"));
  private final Message fromA = without.withHeader("provider", "a");
  private final Message fromC = without.withHeader("provider", "c");

  @Test
  void includeLetsThroughWhatIsOnTheList() throws Exception {
    assertThat(Selection.include("provider", Set.of("a", "b")).apply(fromA)).isEqualTo(fromA);
  }

  @Test
  void includeAbortsWhatIsNotOnTheList() {
    assertAborted(Selection.include("provider", List.of("a", "b")), fromC, "provider.excluded")
        .hasMessage("expected the provider to be one of a, b, got: \"c\"");
  }

  @Test
  void includeAbortsWhatHasNoSuchHeader() {
    assertAborted(Selection.include("provider", Set.of("a")), without, "provider.missing")
        .hasMessage("the message has no provider");
  }

  @Test
  void excludeAbortsWhatIsOnTheList() {
    assertAborted(Selection.exclude("provider", Set.of("a")), fromA, "provider.excluded")
        .hasMessage("the provider \"a\" is excluded");
  }

  @Test
  void excludeLetsThroughWhatIsNotOnTheListAndWhatHasNoSuchHeader() throws Exception {
    var exclude = Selection.exclude("provider", Set.of("a"));

    assertThat(exclude.apply(fromC)).isEqualTo(fromC);
    assertThat(exclude.apply(without)).isEqualTo(without);
  }

  @Test
  void anEmptyListRestrictsNothing() throws Exception {
    assertThat(Selection.include("provider", Set.of()).apply(without)).isEqualTo(without);
    assertThat(Selection.exclude("provider", Set.of()).apply(fromA)).isEqualTo(fromA);
  }

  @Test
  void valuesAreComparedAsTheyAre() {
    assertAborted(Selection.include("provider", Set.of("A", " a")), fromA, "provider.excluded");
  }

  @Test
  void theValueMayComeFromAFunction() throws Exception {
    var include = Selection.include("initial", message -> message.body().utf8(), Set.of("c"));
    var exclude = Selection.exclude("initial", message -> message.body().utf8(), Set.of("c"));

    assertThat(include.apply(without)).isEqualTo(without);
    assertAborted(exclude, without, "initial.excluded");
  }

  @Test
  void theListMayComeFromASetting() throws Exception {
    var providers = Setting.list("orders.providers", "Whose orders are taken.").orElse(List.of());
    var chosen =
        Settings.resolve(
            List.of(providers),
            List.of(new Source("a test", Map.of("orders.providers", "a, b"), true)));

    var include = Selection.include("provider", chosen.get(providers));

    assertThat(include.apply(fromA)).isEqualTo(fromA);
    assertAborted(include, fromC, "provider.excluded");
  }

  @Test
  void theReasonIsMadeOfTheNameWhateverItIs() {
    assertReason("Provider_ID", "provider-id.missing");
    assertReason("x-9.provider", "x-provider.missing");
    assertReason("2nd name", "nd-name.missing");
    assertReason("42", "message.missing");
  }

  @Test
  void aLongListIsNotPrintedInFull() {
    var many = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

    assertAborted(Selection.include("provider", many), fromA, "provider.excluded")
        .hasMessage(
            "expected the provider to be one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 990 more,"
                + " got: \"a\"");
  }

  private void assertReason(String header, String reason) {
    assertAborted(Selection.include(header, Set.of("a")), without, reason);
  }

  private static AbstractThrowableAssert<?, Abort> assertAborted(
      Processor selection, Message message, String reason) {
    var abort = catchThrowableOfType(Abort.class, () -> selection.apply(message));
    assertThat(abort.reason()).isEqualTo(reason);
    return assertThat(abort);
  }
}
