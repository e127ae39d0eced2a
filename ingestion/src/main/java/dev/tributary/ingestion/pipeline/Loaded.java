package dev.tributary.ingestion.pipeline;

import java.util.List;

/// What [Load] did to the catalogue for one delivery.
record Loaded(Verdict verdict, List<ProductChanged> changes) {}
