package dev.tributary.ingestion.mapping;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a product of a portion was in the message that the portion was taken from, as what stands
/// before it says: in XML an instruction, `<?tributary-product 1201 34567?>`, in JSON a text,
/// `"tributary-product 1201 34567"`.
///
/// @param product which one it was, from 1
/// @param line in which it began; in XML, in which its start tag ended
record ProductPlace(int product, int line) {

  static final String TARGET = "tributary-product";
  private static final Pattern DATA = Pattern.compile("(\\d{1,9}) (\\d{1,9})");

  /// What the instruction says, if it is one of these.
  static Optional<ProductPlace> of(String target, String data) {
    var said = DATA.matcher(data.strip());
    return target.equals(TARGET) && said.matches()
        ? Optional.of(
            new ProductPlace(Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2))))
        : Optional.empty();
  }

  /// What the text says, if it is one of these.
  static Optional<ProductPlace> of(String text) {
    return text.startsWith(TARGET) ? of(TARGET, text.substring(TARGET.length())) : Optional.empty();
  }

  /// What the instruction has to say.
  String data() {
    return product + " " + line;
  }
}
