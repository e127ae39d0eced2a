/// What happens, for those who search and chart it: every event in OpenSearch or Elasticsearch, an
/// index a day, kept for a while.
///
/// [dev.tributary.opensearch.OpenSearch] is the application, which runs once the setting
/// `opensearch.url` is given. Nothing waits for it: while the node is away, events wait in the
/// queue of the application, and nobody else notices.
@NullMarked
package dev.tributary.opensearch;

import org.jspecify.annotations.NullMarked;
