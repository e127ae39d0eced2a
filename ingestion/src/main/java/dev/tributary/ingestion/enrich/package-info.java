/// Enrichers: what others know of a product, beside what its provider says.
///
/// [Enrichers] reads whom to ask, [Enricher] is one of them, [Enrich] the application that asks,
/// one for each, so that one that is slow or away is nobody else's business. How to ask and what an
/// answer means is a [Source]'s: [MusicBrainz], [CoverArt], [OpenLibrary], a mapping of fields
/// ([MappedJson]), or a model that judges products ([AskedModel]). [Findings] are kept in a
/// database of their own.
@NullMarked
package dev.tributary.ingestion.enrich;

import org.jspecify.annotations.NullMarked;
