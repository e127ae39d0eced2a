package dev.tributary.ingestion.mapping;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.WhitespaceStrippingPolicy;
import net.sf.saxon.s9api.XdmNode;

/// A step of a pre-wash in XSLT 3.0. It may make any XML of the message, also of one in JSON. What
/// it copies stays in its line as far as white space tells, so that places are still the
/// provider's.
record StylesheetPrewash(Stylesheet stylesheet, Limits limits) implements Prewash {

  @Override
  public byte[] wash(byte[] message) throws IOException {
    var tree = stylesheet.parse(Content.of(message), limits, WhitespaceStrippingPolicy.NONE);
    var washed = new ByteArrayOutputStream();
    for (var line = 1; line < lineOfRoot(tree); line++) {
      washed.write('\n');
    }
    var serializer = stylesheet.serializer(washed);
    serializer.setOutputProperty(Serializer.Property.METHOD, "xml");
    serializer.setOutputProperty(Serializer.Property.ENCODING, "UTF-8");
    serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
    serializer.setOutputProperty(Serializer.Property.INDENT, "no");
    stylesheet.transform(tree, serializer);
    close(serializer);
    return washed.toByteArray();
  }

  /// The XML declaration and what else stands before the root is left out; its lines are not.
  private static int lineOfRoot(XdmNode tree) {
    for (var child : tree.children()) {
      if (child.getNodeName() != null) {
        return child.getLineNumber();
      }
    }
    return 1;
  }

  private static void close(Serializer serializer) {
    try {
      serializer.close();
    } catch (SaxonApiException e) {
      throw new IllegalStateException("what is in memory can be closed", e);
    }
  }
}
