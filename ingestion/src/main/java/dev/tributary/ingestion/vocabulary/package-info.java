/// The catalogue's own words for what providers call otherwise: tables of genres, languages and
/// territories that editors change while this runs
/// ([dev.tributary.ingestion.vocabulary.Vocabularies]).
@NullMarked
package dev.tributary.ingestion.vocabulary;

import org.jspecify.annotations.NullMarked;
