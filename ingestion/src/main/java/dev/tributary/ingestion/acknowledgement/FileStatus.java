package dev.tributary.ingestion.acknowledgement;

import dev.tributary.ingestion.model.Violation;
import java.util.Optional;

/// What DDEX calls the state of a file that was delivered (allowed values `ErncFileStatus`), as far
/// as our rules tell it.
enum FileStatus {
  OK("FileOK"),
  MESSAGE_MISSING("ErnMissing"),
  MESSAGE_INVALID("NewReleaseMessageInvalid"),
  METADATA_MISSING("MetadataMissing"),
  IDENTIFIER_INVALID("IdentifierInvalid"),
  RESOURCE_MISSING("ResourceMissing"),
  RESOURCE_CORRUPT("ResourceCorrupt"),
  HASH_WRONG("SignatureOrHashSumWrongOrMissing"),
  NO_DEAL("NoDealInNewReleaseMessage"),
  INTERNAL_ERROR("InternalError"),
  OTHER("UserDefined");

  private final String word;

  FileStatus(String word) {
    this.word = word;
  }

  /// DDEX's word for it.
  String word() {
    return word;
  }

  /// That of a delivery: what is wrong first decides, errors before warnings. A warning about
  /// anything but files leaves it in order. What only we can mend is told as that.
  static FileStatus of(Acknowledgement acknowledgement) {
    if (acknowledgement.ours()) {
      return INTERNAL_ERROR;
    }
    return deciding(acknowledgement).map(FileStatus::ofRule).orElse(OK);
  }

  /// The rule that decides.
  static Optional<String> deciding(Acknowledgement acknowledgement) {
    return acknowledgement.faults().stream()
        .filter(
            fault ->
                switch (fault.severity()) {
                  case ERROR -> true;
                  case WARNING -> ofRule(fault.rule()).isAboutFiles();
                  case INFO -> false;
                })
        .map(Violation::rule)
        .findFirst();
  }

  /// Whether it says something of the files beside the message.
  boolean isAboutFiles() {
    return switch (this) {
      case RESOURCE_MISSING, RESOURCE_CORRUPT, HASH_WRONG -> true;
      case OK,
          MESSAGE_MISSING,
          MESSAGE_INVALID,
          METADATA_MISSING,
          IDENTIFIER_INVALID,
          NO_DEAL,
          INTERNAL_ERROR,
          OTHER ->
          false;
    };
  }

  private static FileStatus ofRule(String rule) {
    return switch (rule) {
      case "asset.missing" -> RESOURCE_MISSING;
      case "asset.empty", "asset.corrupt", "package.damaged" -> RESOURCE_CORRUPT;
      case "manifest.hash-mismatch" -> HASH_WRONG;
      case "manifest.missing-message", "container.no-message" -> MESSAGE_MISSING;
      case "identifier.missing", "schema.missing" -> METADATA_MISSING;
      case "deal.none" -> NO_DEAL;
      default -> ofGroup(rule.substring(0, Math.max(0, rule.indexOf('.'))));
    };
  }

  private static FileStatus ofGroup(String group) {
    return switch (group) {
      case "identifier" -> IDENTIFIER_INVALID;
      case "xml", "schema", "format", "message", "reference", "container" -> MESSAGE_INVALID;
      default -> OTHER;
    };
  }
}
