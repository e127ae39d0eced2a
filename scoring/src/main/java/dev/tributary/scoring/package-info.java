/// Monotone scores, interpolated from a few objects that an expert has scored.
///
/// A [dev.tributary.scoring.Specification] says which attributes count, whether more of each is
/// better, and what some reference objects score. A [dev.tributary.scoring.Scorer] is fitted to it:
///
///     var scorer = Scorer.fit(specification);
///     scorer.score(12, 3000).score();
///
/// The score never falls when an attribute gets better, is exact on the references, and stays
/// within what the references allow ([dev.tributary.scoring.Bounds]). An
/// [dev.tributary.scoring.Explanation] names the references that decide. A score may be an
/// attribute of another: [dev.tributary.scoring.ScoreTree]. [dev.tributary.scoring.ScoreFiles]
/// reads and writes both as JSON.
///
/// How it works, from the outside in: `ConeFit` finds two cones for each reference, by the shortest
/// vector that meets some conditions (`LeastDistance`), which is a problem of non-negative least
/// squares (`NonNegativeLeastSquares`), solved on a `Factorization`.
@NullMarked
package dev.tributary.scoring;

import org.jspecify.annotations.NullMarked;
