/// How records become JSON and come back: [dev.tributary.ingestion.json.Json]; what differs between
/// two documents: [dev.tributary.ingestion.json.Changes].
@NullMarked
package dev.tributary.ingestion.json;

import org.jspecify.annotations.NullMarked;
