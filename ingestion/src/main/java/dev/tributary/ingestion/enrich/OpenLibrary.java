package dev.tributary.ingestion.enrich;

import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import java.util.ArrayList;
import java.util.List;

/// Open Library: books by ISBN (openlibrary.org, "Books API").
final class OpenLibrary implements Source {
  private static final double CONFIDENCE = 0.9;

  @Override
  public List<Finding> ask(ThirdParty api, Subject subject, Steps.OfMessage paid)
      throws InterruptedException {
    var isbn = subject.identifier("ISBN");
    if (isbn.isEmpty()) {
      return List.of();
    }
    var name = "ISBN:" + isbn.get();
    var path = "api/books?format=json&jscmd=data&bibkeys=" + Subject.inUri(name);
    var answer = api.get(path, JsonAnswer::of);
    var findings = new ArrayList<Finding>();
    if (answer.isFound()) {
      var book = answer.tree().path(name);
      for (var text :
          List.of(
              new Text("title", book.path("title")),
              new Text("artist", book.at("/authors/0/name")),
              new Text("publisher", book.at("/publishers/0/name")),
              new Text("releaseDate", book.path("publish_date")),
              new Text("pages", book.path("number_of_pages")),
              new Text("cover", book.at("/cover/large")))) {
        text.value()
            .map(value -> Finding.ofProduct(text.field(), value, CONFIDENCE, answer.at()))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }
}
