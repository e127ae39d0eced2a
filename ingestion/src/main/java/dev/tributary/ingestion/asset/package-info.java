/// What files of products really are: opened, decoded to their end, and measured
/// ([dev.tributary.ingestion.asset.Measuring]), each once for its content; and what that
/// contradicts of what is declared ([dev.tributary.ingestion.asset.AssetChecks]). The application
/// is [dev.tributary.ingestion.asset.InspectAssets].
@NullMarked
package dev.tributary.ingestion.asset;

import org.jspecify.annotations.NullMarked;
