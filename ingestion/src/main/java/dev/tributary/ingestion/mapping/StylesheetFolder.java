package dev.tributary.ingestion.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.transform.Source;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.Configuration;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.CollectionFinder;
import net.sf.saxon.lib.ResourceCollection;
import net.sf.saxon.lib.ResourceRequest;
import net.sf.saxon.lib.ResourceResolver;
import net.sf.saxon.lib.UnparsedTextURIResolver;
import net.sf.saxon.trans.XPathException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;

/// All that a stylesheet can reach, while it is compiled and while it runs: what is packaged with
/// this class, as `tributary:NAME`, and the files in its own folder and below as they were then
/// ([FolderSnapshot]). Everything else is refused by name. Its version is that of all those files,
/// since only while it runs does a stylesheet tell which it reads, and of what is packaged and was
/// read. Safe for use by many threads.
final class StylesheetFolder
    implements ResourceResolver, UnparsedTextURIResolver, CollectionFinder {

  private static final String SCHEME = "tributary";

  private final Optional<FolderSnapshot> files;
  private final SortedMap<String, String> hashes = new TreeMap<>();

  private StylesheetFolder(Optional<FolderSnapshot> files) {
    this.files = files;
  }

  /// For stylesheets that are packaged with this class.
  static StylesheetFolder packaged() {
    return new StylesheetFolder(Optional.empty());
  }

  /// For a stylesheet file, given by its real path.
  ///
  /// @throws StylesheetException if there are too many files beside it
  static StylesheetFolder of(Path stylesheet) throws IOException {
    var files = FolderSnapshot.of(stylesheet.resolveSibling(""));
    var folder = new StylesheetFolder(Optional.of(files));
    files.contents().forEach((file, content) -> folder.remember(file.toUri(), content));
    return folder;
  }

  /// The stylesheet or document at `uri`, with a parser that is bounded like that for messages.
  Source source(URI uri) throws XPathException {
    var input = new InputSource(new ByteArrayInputStream(bytes(uri)));
    input.setSystemId(uri.toString());
    return new SAXSource(new BoundedReader(Limits.DEFAULT), input);
  }

  /// SHA-256 over the names and contents of the files, and of what is packaged and was read so far.
  synchronized String version() {
    var digest = sha256();
    hashes.forEach(
        (name, hash) ->
            digest.update((name + "\0" + hash + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public Source resolve(ResourceRequest request) throws XPathException {
    if (request.uri == null) {
      throw refused(String.valueOf(request.relativeUri));
    }
    return source(URI.create(request.uri));
  }

  @Override
  public Reader resolve(
      URI uri, @Nullable String encoding, Configuration configuration, boolean fallback)
      throws XPathException {
    var charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new StringReader(new String(bytes(uri), charset));
  }

  @Override
  public ResourceCollection findCollection(XPathContext context, @Nullable String uri)
      throws XPathException {
    throw refused(uri == null ? "the default collection" : uri);
  }

  private byte[] bytes(URI uri) throws XPathException {
    if (!SCHEME.equals(uri.getScheme())) {
      return file(uri);
    }
    var content = resource(uri);
    remember(uri, content);
    return content;
  }

  private synchronized void remember(URI uri, byte[] content) {
    var base = files.map(FolderSnapshot::folder).map(Path::toUri);
    var name = base.map(folder -> folder.relativize(uri)).orElse(uri).toString();
    hashes.putIfAbsent(name, HexFormat.of().formatHex(sha256().digest(content)));
  }

  private static byte[] resource(URI uri) throws XPathException {
    var name = uri.getSchemeSpecificPart();
    var known = name.matches("[a-z0-9-]+\\.(xsl|txt)");
    try (var in = known ? StylesheetFolder.class.getResourceAsStream(name) : null) {
      if (in == null) {
        throw new XPathException(
            "expected a packaged stylesheet, such as tributary:ern-4.xsl or tributary:opds-2.xsl, got: %s"
                .formatted(uri));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new XPathException("the packaged stylesheet %s cannot be read".formatted(uri), e);
    }
  }

  private byte[] file(URI uri) throws XPathException {
    if (!"file".equals(uri.getScheme()) || files.isEmpty()) {
      throw refused(uri.toString());
    }
    var kept = files.get();
    var file = Path.of(URI.create(uri.toString().replaceFirst("[#?].*", ""))).normalize();
    if (!file.startsWith(kept.folder())) {
      throw refused(uri.toString());
    }
    return kept.content(file).orElseThrow(() -> new XPathException(kept.whyNot(file)));
  }

  private XPathException refused(String uri) {
    return new XPathException(
        "a stylesheet reads only %s and tributary:…, not %s; copy what it needs beside it"
            .formatted(
                files.map(own -> "files in " + own.folder()).orElse("what is packaged"), uri));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
