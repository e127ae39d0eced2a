/// Files that people change while this runs ([dev.tributary.ingestion.live.LiveFile]).
@NullMarked
package dev.tributary.ingestion.live;

import org.jspecify.annotations.NullMarked;
