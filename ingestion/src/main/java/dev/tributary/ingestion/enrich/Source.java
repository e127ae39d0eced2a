package dev.tributary.ingestion.enrich;

import dev.tributary.thirdparty.Steps;
import dev.tributary.thirdparty.ThirdParty;
import java.util.List;

/// How to ask a third party about a product, and what its answers mean.
@FunctionalInterface
interface Source {
  /// What `api` knows of `subject`; nothing if it does not know it.
  ///
  /// @param paid keeps what is paid for, for the message that has it asked
  /// @throws Exception what [ThirdParty#get] throws
  List<Finding> ask(ThirdParty api, Subject subject, Steps.OfMessage paid) throws Exception;
}
