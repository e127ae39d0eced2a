/// What products can be judged by, and what they score.
///
/// [ProductAttributes] are numbers that are reckoned from what the catalogue holds and others know
/// ([JudgedProducts]). [ScoreProducts] is the application that scores them by a scorer that an
/// editor may change while it runs ([ProductScorer]); [Scores] are what came of it, beside the
/// products and over time.
@NullMarked
package dev.tributary.ingestion.score;

import org.jspecify.annotations.NullMarked;
