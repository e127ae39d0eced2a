package dev.tributary.ingestion.mapping;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.marc4j.marc.DataField;
import org.marc4j.marc.Record;

/// What a record says in another script than its own: the fields 880, each of which says in $6 of
/// which field it is the twin (MARC 21, appendix A: `245-01/$1` is that of the field with `880-01`
/// in its $6).
///
/// @param counts how many fields have each tag
record MarcScripts(List<DataField> twins, Record record, Map<String, Long> counts) {

  private static final Pattern LINKAGE = Pattern.compile("(\\d{3})-(\\d{2})(?:/([^/]+))?.*");
  private static final String TWIN = "880";
  private static final String ALONE = "00";

  /// The codes of $6 as ISO 15924 has them.
  private static final Map<String, String> SCRIPTS =
      Map.of("(3", "Arab", "(B", "Latn", "(N", "Cyrl", "(S", "Grek", "(2", "Hebr");

  static MarcScripts of(Record record) {
    var twins =
        record.getDataFields().stream()
            .filter(field -> field.getTag().equals(TWIN) && linkage(field).isPresent())
            .toList();
    var counts =
        record.getDataFields().stream()
            .collect(Collectors.groupingBy(DataField::getTag, Collectors.counting()));
    return new MarcScripts(twins, record, counts);
  }

  /// The tag of a field; of a twin, that of the other.
  static String tag(DataField field) {
    return field.getTag().equals(TWIN)
        ? linkage(field).map(link -> link.group(1)).orElse(TWIN)
        : field.getTag();
  }

  /// The script of a twin, as it says itself, or as its text shows: of Chinese, Japanese and Korean
  /// it says only that it is one of them.
  static Optional<String> script(DataField twin, String text) {
    var stated =
        linkage(twin).map(link -> link.group(3)).map(code -> SCRIPTS.getOrDefault(code, code));
    return stated.filter(code -> code.matches("[A-Z][a-z]{3}")).or(() -> ofLetters(text));
  }

  private static Optional<String> ofLetters(String text) {
    var scripts = text.codePoints().mapToObj(UnicodeScript::of).toList();
    return scripts.contains(UnicodeScript.HIRAGANA) || scripts.contains(UnicodeScript.KATAKANA)
        ? Optional.of("Jpan")
        : scripts.contains(UnicodeScript.HANGUL)
            ? Optional.of("Kore")
            : scripts.contains(UnicodeScript.HAN) ? Optional.of("Hani") : Optional.empty();
  }

  /// Those of fields with one of `tags`.
  List<DataField> of(String... tags) {
    var wanted = List.of(tags);
    return twins.stream().filter(twin -> wanted.contains(tag(twin))).toList();
  }

  /// Those of `field`.
  List<DataField> of(DataField field) {
    return twins.stream().filter(twin -> isOf(field, twin)).toList();
  }

  /// Those of fields with one of `tags` that are not there.
  List<DataField> alone(String... tags) {
    return of(tags).stream()
        .filter(twin -> record.getDataFields().stream().noneMatch(field -> isOf(field, twin)))
        .toList();
  }

  /// Where a field does not say which its twin is, it is the only one with that tag.
  private boolean isOf(DataField field, DataField twin) {
    if (!field.getTag().equals(tag(twin))) {
      return false;
    }
    var other = linkage(field).map(link -> link.group(2));
    return other.isPresent()
        ? !other.get().equals(ALONE) && other.equals(linkage(twin).map(link -> link.group(2)))
        : counts.getOrDefault(field.getTag(), 0L) == 1;
  }

  private static Optional<Matcher> linkage(DataField field) {
    return Optional.ofNullable(field.getSubfield('6'))
        .flatMap(subfield -> Optional.ofNullable(subfield.getData()))
        .map(text -> LINKAGE.matcher(text.strip()))
        .filter(Matcher::matches);
  }
}
