package dev.tributary.ingestion.mapping;

import dev.tributary.ingestion.model.Product.ContentType;
import dev.tributary.ingestion.model.Product.Contributor;
import dev.tributary.ingestion.model.Product.Identifier;
import dev.tributary.ingestion.model.Product.Item;
import dev.tributary.ingestion.model.Product.Title;
import dev.tributary.ingestion.table.Field;
import dev.tributary.ingestion.table.ProductRows;
import dev.tributary.ingestion.table.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The tracks of a product, one in each row that says something of one; in the order of their
/// numbers, which is not always that of the rows.
final class TableTracks {

  private static final List<Field> OF_TRACKS =
      Arrays.stream(Field.values()).filter(Field::isOfTrack).toList();

  private final ProductDraft draft;
  private final TableValues values;

  /// @param values of the rows that `draft` is made of
  TableTracks(ProductDraft draft, TableValues values) {
    this.draft = draft;
    this.values = values;
  }

  private record Track(int disc, int number, Row row) {}

  void add(ProductRows rows) {
    var tracks = new ArrayList<Track>();
    for (var row : rows.rows()) {
      if (row.sheet().columns().areOfTracks() && isOfTrack(row)) {
        tracks.add(track(row, tracks.size() + 1));
      }
    }
    tracks.sort(Comparator.comparingInt(Track::disc).thenComparingInt(Track::number));
    for (var track : tracks) {
      draft.locate("/items/" + draft.items.size(), values.at(track.row));
      draft.items.add(item(track, "T" + (draft.items.size() + 1)));
    }
    if (draft.identifiers.isEmpty() && draft.items.size() == 1) {
      draft.items.getFirst().identifiers().stream()
          .filter(identifier -> identifier.type().equals("ISRC"))
          .forEach(isrc -> draft.identifier(isrc, values.at(tracks.getFirst().row)));
    }
  }

  private boolean isOfTrack(Row row) {
    return OF_TRACKS.stream().anyMatch(field -> values.text(row, field).isPresent());
  }

  /// In `track`, some write the title rather than the number.
  private Track track(Row row, int position) {
    return new Track(
        values.number(row, Field.DISC).orElse(1),
        titleInNumber(row).isPresent()
            ? position
            : values.number(row, Field.TRACK_NUMBER).orElse(position),
        row);
  }

  private Optional<String> titleInNumber(Row row) {
    return values.text(row, Field.TRACK_TITLE).isPresent()
        ? Optional.empty()
        : values
            .text(row, Field.TRACK_NUMBER)
            .filter(text -> text.codePoints().anyMatch(Character::isLetter));
  }

  private Item item(Track track, String ref) {
    var row = track.row;
    var identifiers = identifiers(row);
    var isChapter = draft.contentType == ContentType.AUDIOBOOK;
    var warning = values.parentalWarning(row, Field.TRACK_EXPLICIT);
    values
        .text(row, Field.TRACK_FILE)
        .ifPresent(uri -> draft.asset(kindOfFile(), Optional.of(ref), uri));
    return new Item(
        ref,
        kind(),
        new Item.Sequence(
            isChapter ? Optional.empty() : Optional.of(track.disc),
            isChapter ? Optional.empty() : Optional.of(track.number),
            Optional.empty(),
            Optional.empty(),
            isChapter ? Optional.of(track.number) : Optional.empty()),
        value(identifiers, "ISRC"),
        Optional.empty(),
        value(identifiers, "ISWC"),
        identifiers,
        titles(row),
        values.texts(row, Field.TRACK_ARTIST).isEmpty()
            ? draft.displayArtists
            : List.of(
                ProductDraft.displayArtist(
                    String.join(", ", values.texts(row, Field.TRACK_ARTIST)))),
        contributors(row),
        values.duration(row, Field.TRACK_DURATION),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        warning.map(said -> said.equals("Explicit")),
        warning,
        values.texts(row, Field.TRACK_GENRE).stream()
            .map(genre -> ProductDraft.genre(genre, Optional.empty()))
            .toList(),
        Optional.empty(),
        false,
        false,
        false);
  }

  private String kind() {
    return switch (draft.contentType) {
      case MUSIC_RELEASE -> "SoundRecording";
      case AUDIOBOOK, BOOK -> "Chapter";
      case PODCAST -> "Episode";
      case VIDEO -> "Video";
    };
  }

  private String kindOfFile() {
    return draft.contentType == ContentType.VIDEO ? "video" : "audio";
  }

  private List<Identifier> identifiers(Row row) {
    var identifiers = new ArrayList<Identifier>();
    values.identifier(row, Field.ISRC, "ISRC").ifPresent(identifiers::add);
    values.identifier(row, Field.ISWC, "ISWC").ifPresent(identifiers::add);
    values.identifier(row, Field.TRACK_ID, "ProprietaryId").ifPresent(identifiers::add);
    return List.copyOf(identifiers);
  }

  private static Optional<String> value(List<Identifier> identifiers, String type) {
    return identifiers.stream()
        .filter(identifier -> identifier.type().equals(type))
        .map(Identifier::value)
        .findFirst();
  }

  private List<Title> titles(Row row) {
    return values
        .text(row, Field.TRACK_TITLE)
        .or(() -> titleInNumber(row))
        .or(() -> values.text(row, Field.TITLE))
        .map(
            title ->
                List.of(
                    ProductDraft.title(
                        Title.Kind.DISPLAY, title, values.text(row, Field.TRACK_SUBTITLE))))
        .orElse(List.of());
  }

  private List<Contributor> contributors(Row row) {
    var contributors = new ArrayList<Contributor>();
    for (var artist : values.texts(row, Field.TRACK_ARTIST)) {
      contributors.add(draft.credit(artist, "MainArtist", contributors.size() + 1));
    }
    for (var composer : values.texts(row, Field.TRACK_COMPOSER)) {
      contributors.add(draft.credit(composer, "Composer", contributors.size() + 1));
    }
    return List.copyOf(contributors);
  }
}
