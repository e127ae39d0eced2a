package dev.tributary.ingestion.rules;

import java.util.List;

/// The rules that are not checked here but raised where their violation shows: while a package is
/// unpacked, while a message is read, by the mapping, which alone sees the provider's file, or by
/// the catalogue.
final class RaisedRules {

  private static final String XML = "Extensible Markup Language (XML) 1.0, ";
  private static final String MANIFEST = "DDEX ERN Choreography (SFTP), ManifestMessage/";
  private static final String OURS = "limit of ours, so that one file cannot stop the others";

  static final List<Rule> ALL =
      List.of(
          // What cannot be read any further is refused, whatever the provider's settings say.
          Rule.refusal(
              "container.empty",
              "A file has content; a file of no bytes is mostly an upload that broke off.",
              "XML 1.0, 2.1: a document has a root element"),
          Rule.refusal(
              "container.too-large",
              "A message or archive stays within the size that is read at once.",
              OURS),
          Rule.refusal(
              "container.no-message",
              "A file belongs to a message; one that none names cannot be put to use.",
              "DDEX ERN Choreography (SFTP)"),
          Rule.refusal(
              "package.damaged",
              "An archive can be opened, and its entries are what its directory says.",
              "ZIP Application Note (APPNOTE), 4.3"),
          Rule.refusal(
              "package.encrypted",
              "An archive can be read without a password.",
              "ZIP Application Note (APPNOTE), 4.4.4"),
          Rule.refusal(
              "package.bomb", "An archive unpacks to a size in proportion to its own.", "CWE-409"),
          Rule.refusal("package.too-many-files", "An archive has a bounded number of files.", OURS),
          Rule.refusal(
              "package.nested-archive",
              "An archive holds messages and their files, not further archives.",
              "CWE-409"),
          Rule.refusal(
              "package.duplicate-name",
              "Every file of an archive has a name of its own; of two that share one, it cannot be"
                  + " known which is meant.",
              "ZIP Application Note (APPNOTE), 4.3"),
          Rule.refusal(
              "package.climbs-out",
              "The names of an archive, the entries of a manifest and the files of a product stay"
                  + " within the package.",
              "CWE-22"),
          Rule.refusal(
              "xml.malformed",
              "A message is well-formed XML; what follows the first fault cannot be relied on.",
              XML + "2.1"),
          Rule.refusal(
              "xml.undeclared-prefix",
              "Every namespace prefix is declared; without that nobody can tell what a name means.",
              "Namespaces in XML 1.0, 5"),
          Rule.refusal(
              "xml.repeated-element",
              "What the standard has once stands there once; of two, nobody can tell which is meant.",
              "the schema of the message's standard"),
          Rule.refusal(
              "xml.encoding",
              "The bytes are in the encoding that their mark or the XML declaration names.",
              XML + "4.3.3"),
          Rule.refusal(
              "xml.doctype",
              "A message stands for itself: nothing outside is fetched, and entities stay small.",
              "CWE-611, CWE-776"),
          Rule.refusal(
              "xml.too-deep", "Elements are nested as deep as any real message needs.", OURS),
          Rule.refusal(
              "xml.too-many-elements",
              "A message has as many elements as can be held in memory at once.",
              OURS),
          Rule.refusal(
              "json.malformed",
              "A message in JSON is well-formed, one value to the end of the file.",
              "RFC 8259, 2"),
          Rule.refusal("json.encoding", "A message in JSON is written in UTF-8.", "RFC 8259, 8.1"),
          Rule.refusal(
              "json.duplicate-key",
              "An object has each key once; of two values nobody can know which is meant.",
              "RFC 8259, 4"),
          Rule.refusal(
              "json.too-deep",
              "Objects and arrays are nested as deep as any real message needs.",
              OURS),
          Rule.refusal(
              "json.too-many-values",
              "A message has as many values as can be held in memory at once.",
              OURS),
          Rule.refusal(
              "format.unknown",
              "A message is in a format that we have a mapping for.",
              "the mappings we have"),
          Rule.refusal(
              "format.version",
              "A message is in a version that we have a mapping for.",
              "the mappings we have"),
          Rule.refusal(
              "message.unknown-type",
              "A message is of a kind that announces, changes or removes products.",
              "DDEX ERN, NewReleaseMessage and PurgeReleaseMessage"),
          Rule.refusal(
              "manifest.malformed",
              "A manifest is a ManifestMessage that can be read.",
              MANIFEST + "MessageInBatch"),
          Rule.refusal(
              "manifest.test",
              "In a batch that is a test, every message says that it is one; no other is loaded.",
              MANIFEST + "IsTestFlag"),

          // A batch against its manifest, and files against the message that names them
          Rule.error(
              "manifest.missing-message",
              "Every message that the manifest declares has come.",
              MANIFEST + "MessageInBatch"),
          Rule.error(
              "manifest.hash-mismatch",
              "A message is the one whose hash the manifest declares.",
              MANIFEST + "HashSum"),
          Rule.warning(
              "manifest.hash-unknown",
              "A hash in a manifest is one that can be computed here.",
              MANIFEST + "HashSum"),
          Rule.warning(
              "manifest.undeclared-message",
              "The manifest declares every message that has come.",
              MANIFEST + "MessageInBatch"),
          Rule.warning(
              "manifest.count",
              "The manifest declares as many messages as it says.",
              MANIFEST + "NumberOfMessages"),
          Rule.warning(
              "asset.ambiguous",
              "The name of a file is that of one file in the package; of several, none is taken.",
              "DDEX ERN, File/URI"),
          Rule.warning(
              "asset.hash-unknown",
              "The hash of a file is one that can be computed here; with another nothing is"
                  + " compared.",
              "DDEX ERN, File/HashSum"),

          // Schema and profile
          Rule.error(
              "schema.missing",
              "A message has what its identity and its references rest on: sender, id, time,"
                  + " and a reference on whatever is referred to.",
              "DDEX ERN, MessageHeader"),
          Rule.warning(
              "schema.value",
              "A value is of the type its element asks for; one that is not is left out.",
              "DDEX ERN, XML schema"),
          Rule.warning(
              "schema.unknown-element",
              "A message has no elements that its version does not know; they are not read.",
              "DDEX ERN, XML schema"),
          Rule.warning(
              "schema.invalid",
              "A message is valid by the schema that the operator configured.",
              "W3C XML Schema 1.0"),
          Rule.error(
              "message.control-type",
              "A message says in the standard's words whether it is live or a test; by another word"
                  + " a test might go on sale.",
              "DDEX ERN, MessageControlType"),
          Rule.warning(
              "party.full-name",
              "A party has its name in full; from its parts it is put together.",
              "DDEX ERN, PartyName/FullName"),

          // References and releases
          Rule.error(
              "reference.unresolved",
              "Every reference points at something in the same message; otherwise it cannot be"
                  + " known what the release consists of.",
              "DDEX ERN, ResourceReference, ReleaseReference, PartyReference"),
          Rule.error(
              "reference.duplicate",
              "A reference stands for one thing; otherwise it cannot be known which is meant.",
              "DDEX ERN, ResourceReference, ReleaseReference, PartyReference"),
          Rule.warning(
              "reference.unused",
              "Every resource is used by a release; one that is not was mostly forgotten there.",
              "DDEX ERN, ResourceList"),
          Rule.error(
              "release.main",
              "A message has exactly one main release, the one that it is about.",
              "DDEX ERN 3, IsMainRelease; ERN 4, Release beside TrackReleases"),
          Rule.warning(
              "release.main-unflagged",
              "The main release is marked as such; where it can be told without, it is.",
              "DDEX ERN 3, IsMainRelease"),
          Rule.warning(
              "deal.price-several",
              "A deal has one price; of several the first that can be read counts.",
              "DDEX ERN, DealTerms/PriceInformation"),
          Rule.info(
              "deal.rights-claim",
              "A deal offers something; one that only claims or blocks what users upload puts"
                  + " nothing on offer.",
              "DDEX ERN, RightsClaimModel and RightsClaimPolicy"),

          // ONIX
          Rule.warning(
              "onix.record",
              "A record has a reference of its own and says what it is for.",
              "ONIX for Books, RecordReference and NotificationType"),
          Rule.error(
              "onix.partial-update",
              "A record is whole: it replaces all that was said of its product before.",
              "ONIX for Books, list 1; docs/adr/0019"),
          Rule.info(
              "onix.test-record",
              "A message has records that are meant; tests among them are left out.",
              "ONIX for Books, list 1"),
          Rule.info(
              "onix.kept-back",
              "A text or a file is for everybody, on the day of the message; any other is not shown.",
              "ONIX for Books, lists 154 and 155"),
          Rule.info(
              "onix.date-in-words",
              "A date is a day or a period; nobody can count with one in words.",
              "ONIX for Books, list 55"),

          // Catalogues of books (OPDS)
          Rule.error(
              "opds.navigation",
              "A catalogue has publications; one that leads to other feeds says nothing of any.",
              "OPDS 1.2, 2.1; OPDS 2.0, 2"),
          Rule.info(
              "opds.no-acquisition",
              "An entry of a catalogue says how it can be had; one that does not is left out.",
              "OPDS 1.2, 2.2"),

          // Podcasts
          Rule.error(
              "podcast.none",
              "A feed is a podcast's: there is something to listen to.",
              "RSS 2.0, enclosure; RFC 4287, 4.2.7.2"),
          Rule.warning(
              "podcast.identity",
              "A show has a guid or an address of its own, which its title is not.",
              "Podcasting 2.0, guid; docs/adr/0019"),
          Rule.info(
              "podcast.moved",
              "A feed is fetched from where it says that it is.",
              "Apple Podcasts, itunes:new-feed-url"),
          Rule.warning(
              "podcast.guid",
              "An episode has a guid, which stays when its file or title changes.",
              "RSS 2.0, guid"),
          Rule.warning(
              "podcast.guid-duplicate",
              "No two episodes of a show have the same guid.",
              "RSS 2.0, guid"),
          Rule.warning(
              "podcast.no-enclosure", "An episode has a file to listen to.", "RSS 2.0, enclosure"),

          // Tables
          Rule.refusal(
              "table.columns",
              "A table has the columns that its provider declares, or else such as tell what it is"
                  + " about by their usual names.",
              "docs/adr/0022"),
          Rule.refusal(
              "table.encoding",
              "A table is in the encoding that is declared, or in the one that its beginning has.",
              "docs/adr/0022"),
          Rule.refusal(
              "table.malformed",
              "A table is quoted as RFC 4180 has it, but for single rows.",
              "RFC 4180, 2"),
          Rule.refusal(
              "table.row",
              "A row has as many values as there are columns; of another one it cannot be known"
                  + " what is what.",
              "RFC 4180, 2.4"),
          Rule.refusal(
              "table.join",
              "A row that is joined to a product comes with that product.",
              "docs/adr/0022"),
          Rule.error(
              "table.rounded",
              "A barcode has all its digits; a spreadsheet that takes it for a number keeps a few.",
              "GS1 General Specifications, 7.9"),
          Rule.warning(
              "table.number",
              "A barcode is a text of digits; as a number it has a fraction of nothing behind it.",
              "GS1 General Specifications, 7.9"),
          Rule.warning(
              "table.contradiction",
              "Rows of one product say the same of it; of several values the first counts.",
              "docs/adr/0022"),
          Rule.info(
              "table.unread",
              "A table that nobody has declared has no columns but those with usual names.",
              "docs/adr/0022"),
          Rule.warning(
              "table.identity",
              "A table that nobody has declared says which product is meant by an identifier of"
                  + " everybody's.",
              "docs/adr/0022"),

          // MARC
          Rule.refusal(
              "marc.record",
              "A record can be read; another one tells nothing of it.",
              "ISO 2709; MARC 21 Format for Bibliographic Data"),

          // Whoever opens the files, once they are loaded
          Rule.warning(
              "asset.type-mismatch",
              "A file is what its name says: a .flac is FLAC, a .jpg a JPEG.",
              "DDEX ERN, File/FileName"),
          Rule.warning(
              "asset.truncated",
              "A file is whole; one that ends before its content does is mostly an upload that"
                  + " broke off.",
              "docs/adr/0029"),
          Rule.warning(
              "asset.undecodable",
              "A file can be decoded to its end, checksums of its own included.",
              "docs/adr/0029"),
          Rule.warning(
              "asset.too-large",
              "A file takes no more memory than it is worth, and ten minutes at most, to decode.",
              OURS),
          Rule.warning(
              "asset.silent",
              "Something is to be heard: some sample is louder than 60 dB below the loudest.",
              "docs/adr/0029"),
          Rule.info(
              "asset.clipped",
              "Peaks are whole: not more than 10 a minute have three samples in a row that are as"
                  + " loud as can be.",
              "docs/adr/0029"),
          Rule.warning(
              "asset.duration-differs",
              "An item lasts as long as is declared, to the second.",
              "DDEX ERN, SoundRecording/Duration"),
          Rule.info(
              "asset.format-differs",
              "Sample rate, channels, bits per sample and pixels are as declared.",
              "DDEX ERN, TechnicalDetails"),
          Rule.warning(
              "image.too-small", "A cover has at least 600 pixels each way.", "docs/adr/0029"),
          Rule.info("image.not-rgb", "A cover is in RGB.", "docs/adr/0029"),
          Rule.warning("image.too-large", "An image has no more pixels than anybody needs.", OURS),

          // The catalogue, which alone knows what was said before
          Rule.refusal(
              "catalogue.ambiguous-identifier",
              "The identifier that a product goes by means one product of the provider.",
              "docs/adr/0005"),
          Rule.refusal(
              "catalogue.not-owner",
              "A product is purged by the sender of the statement that counts, and by nobody else.",
              "DDEX ERN, PurgeReleaseMessage; docs/adr/0005"),
          Rule.warning(
              "catalogue.shared-identifier",
              "Two products of a provider share no identifier; they are kept apart, and an editor"
                  + " has to say whether they are one.",
              "docs/adr/0005"),
          Rule.warning(
              "catalogue.repeated-product",
              "What is shipped together says what a product is once; of several, only the last"
                  + " counts.",
              "docs/adr/0005"),
          Rule.warning(
              "catalogue.purge-unknown",
              "A purge is about a product that was sent before.",
              "DDEX ERN, PurgeReleaseMessage"),
          Rule.warning(
              "deal.none",
              "A product has a deal when it is first sent; without one it is loaded and not"
                  + " available.",
              "DDEX ERN, DealList: no deal = no deal"));

  private RaisedRules() {}
}
