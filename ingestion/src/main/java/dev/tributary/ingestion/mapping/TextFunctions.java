package dev.tributary.ingestion.mapping;

import java.util.List;
import java.util.function.UnaryOperator;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.SequenceType;
import net.sf.saxon.value.StringValue;

/// What stylesheets ask of texts and XPath cannot tell, in the namespace `urn:tributary:mapping`.
/// Each takes a string and gives one; what it cannot read gives the empty string.
///
/// - `t:plain($text)` the plain text of what may be HTML, see [Html]
/// - `t:language-tag($code)` the language of BCP 47 for a code of ISO 639-2: `de` for `ger` and for
///   `German`
/// - `t:feed-time($text)` a date as feeds write it (RFC 822, or nearly) in ISO 8601
final class TextFunctions {

  private TextFunctions() {}

  static List<ExtensionFunctionDefinition> all() {
    return List.of(
        function("plain", Html::text),
        function("language-tag", Languages::tag),
        function("feed-time", text -> FeedTimes.iso(text).orElse("")));
  }

  private static ExtensionFunctionDefinition function(String name, UnaryOperator<String> body) {
    return new MappingFunction(
        name,
        List.of(SequenceType.SINGLE_STRING),
        SequenceType.SINGLE_STRING,
        arguments -> new StringValue(body.apply(text(arguments))));
  }

  private static String text(Sequence[] arguments) throws XPathException {
    return arguments[0].head().getStringValue();
  }
}
