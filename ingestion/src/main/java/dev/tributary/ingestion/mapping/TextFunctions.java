package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.mapping.OnixDates.Period;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.BooleanValue;
import net.sf.saxon.value.SequenceType;
import net.sf.saxon.value.StringValue;

/// What stylesheets ask of texts and XPath cannot tell, in the namespace `urn:tributary:mapping`.
/// Each takes strings; what it cannot read gives the empty string.
///
/// - `t:plain($text)` the plain text of what may be HTML, see [Html]
/// - `t:language-tag($code)` the language of BCP 47 for a code of ISO 639-2: `de` for `ger` and for
///   `German`
/// - `t:feed-time($text)` a date as feeds write it (RFC 822, or nearly) in ISO 8601
/// - `t:onix-date($text, $format)` a date of ONIX in ISO 8601, `t:onix-first($text, $format)` and
///   `t:onix-last($text, $format)` the first and last day of the period that it names, see
///   [OnixDates]
/// - `t:onix-is-words($format)` whether dates of ONIX in this format are words
final class TextFunctions {

  private TextFunctions() {}

  static List<ExtensionFunctionDefinition> all() {
    return List.of(
        function("plain", Html::text),
        function("language-tag", Languages::tag),
        function("feed-time", text -> FeedTimes.iso(text).orElse("")),
        onixDate("onix-date", Period::iso),
        onixDate("onix-first", Period::first),
        onixDate("onix-last", Period::last),
        onixIsWords());
  }

  private static ExtensionFunctionDefinition onixIsWords() {
    return new MappingFunction(
        "onix-is-words",
        List.of(SequenceType.SINGLE_STRING),
        SequenceType.SINGLE_BOOLEAN,
        arguments -> BooleanValue.get(OnixDates.areWords(text(arguments, 0))));
  }

  private static ExtensionFunctionDefinition onixDate(String name, Function<Period, String> part) {
    return new MappingFunction(
        name,
        List.of(SequenceType.SINGLE_STRING, SequenceType.SINGLE_STRING),
        SequenceType.SINGLE_STRING,
        arguments ->
            new StringValue(
                OnixDates.read(text(arguments, 0), text(arguments, 1)).map(part).orElse("")));
  }

  private static ExtensionFunctionDefinition function(String name, UnaryOperator<String> body) {
    return new MappingFunction(
        name,
        List.of(SequenceType.SINGLE_STRING),
        SequenceType.SINGLE_STRING,
        arguments -> new StringValue(body.apply(text(arguments, 0))));
  }

  private static String text(Sequence[] arguments, int at) throws XPathException {
    return arguments[at].head().getStringValue();
  }
}
