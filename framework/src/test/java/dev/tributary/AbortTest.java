package dev.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What says why a message was ended on purpose.
class AbortTest {
  @Test
  void itsReasonIsANounAndAVerb() {
    assertThat(new Abort("product-type.excluded", "not this one").reason())
        .isEqualTo("product-type.excluded");
    for (var reason : List.of("excluded", "Provider.excluded", "provider excluded", "a.b.c", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Abort(reason, "not this one"))
          .withMessage("expected a reason like \"provider.excluded\", got: \"" + reason + "\"");
    }
  }
}
