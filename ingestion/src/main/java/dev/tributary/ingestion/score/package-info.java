/// What products can be judged by: numbers that are reckoned from what the catalogue holds
/// ([dev.tributary.ingestion.score.ProductAttributes]), for all products or one
/// ([dev.tributary.ingestion.score.JudgedProducts]). How they make a score is not known here.
@NullMarked
package dev.tributary.ingestion.score;

import org.jspecify.annotations.NullMarked;
