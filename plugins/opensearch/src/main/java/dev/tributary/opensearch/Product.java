package dev.tributary.opensearch;

/// What a node is, as it says itself.
///
/// @param number of its version
record Product(Kind kind, String number) {
  enum Kind {
    OPENSEARCH,
    ELASTICSEARCH
  }

  /// Asks `node`.
  ///
  /// @throws dev.tributary.UnavailableException if it does not say
  static Product of(Node node) throws InterruptedException {
    var answer = node.get("/");
    var version = Json.read(answer.body()).path("version");
    var number = version.path("number").stringValue("");
    if (!answer.isGood() || number.isEmpty()) {
      throw node.refusal("expected OpenSearch or Elasticsearch", answer);
    }
    var isOpenSearch = version.path("distribution").stringValue("").equals("opensearch");
    return new Product(isOpenSearch ? Kind.OPENSEARCH : Kind.ELASTICSEARCH, number);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case OPENSEARCH -> "OpenSearch " + number;
      case ELASTICSEARCH -> "Elasticsearch " + number;
    };
  }
}
