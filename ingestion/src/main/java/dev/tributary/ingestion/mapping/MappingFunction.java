package dev.tributary.ingestion.mapping;

import java.util.List;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.SequenceType;

/// A function that stylesheets may call: of ours, in the namespace `urn:tributary:mapping`, or of a
/// provider's.
final class MappingFunction extends ExtensionFunctionDefinition {

  private final StructuredQName name;
  private final List<SequenceType> arguments;
  private final SequenceType result;
  private final Body body;

  /// What the function does with its arguments.
  interface Body {
    Sequence call(Sequence[] arguments) throws XPathException;
  }

  MappingFunction(String name, List<SequenceType> arguments, SequenceType result, Body body) {
    this(
        new StructuredQName("t", NamespaceUri.of("urn:tributary:mapping"), name),
        arguments,
        result,
        body);
  }

  MappingFunction(
      StructuredQName name, List<SequenceType> arguments, SequenceType result, Body body) {
    this.name = name;
    this.arguments = List.copyOf(arguments);
    this.result = result;
    this.body = body;
  }

  @Override
  public StructuredQName getFunctionQName() {
    return name;
  }

  @Override
  public int getMinimumNumberOfArguments() {
    return arguments.size();
  }

  @Override
  public SequenceType[] getArgumentTypes() {
    return arguments.toArray(SequenceType[]::new);
  }

  @Override
  public SequenceType getResultType(SequenceType[] suppliedArgumentTypes) {
    return result;
  }

  /// What a body gives is of its type; nobody looks again.
  @Override
  public boolean trustResultType() {
    return true;
  }

  @Override
  public ExtensionFunctionCall makeCallExpression() {
    return new ExtensionFunctionCall() {
      @Override
      public Sequence call(XPathContext context, Sequence[] arguments) throws XPathException {
        return body.call(arguments);
      }
    };
  }
}
