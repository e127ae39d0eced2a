package dev.tributary.ingestion.enrich;

import dev.tributary.thirdparty.ThirdParty;
import java.util.List;

/// How to ask a third party about a product, and what its answers mean.
@FunctionalInterface
interface Source {
  /// What `api` knows of `subject`; nothing if it does not know it. What it throws is
  /// [ThirdParty#get]'s.
  List<Finding> ask(ThirdParty api, Subject subject) throws InterruptedException;
}
