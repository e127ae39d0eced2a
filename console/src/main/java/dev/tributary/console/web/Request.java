package dev.tributary.console.web;

import java.io.InputStream;

/// What a route is asked.
///
/// @param target path and query, as the address bar shows them
/// @param path what stands in the places of the route's pattern
/// @param form of an act; empty for all else
/// @param body what was sent, unless it was a form; bounded, at its end it throws
///   [RefusedException] if there is more
/// @param csrf what a form has to bring along
public record Request(
    String target,
    Values path,
    Values query,
    Values form,
    Caller caller,
    String csrf,
    InputStream body) {

  /// The field that a form which acts has to have.
  public Html token() {
    return Html.of("<input type=\"hidden\" name=\"csrf\" value=\"{}\">", csrf);
  }
}
