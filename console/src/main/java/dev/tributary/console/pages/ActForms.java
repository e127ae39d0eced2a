package dev.tributary.console.pages;

import dev.tributary.console.web.Html;
import dev.tributary.console.web.Request;
import java.time.Instant;
import java.util.Optional;

/// The forms by which something is done about failures.
final class ActForms {
  private ActForms() {}

  /// About all that a list is about.
  static Html some(FailureQuery query, Request request) {
    if (!request.caller().isOperator()) {
      return Html.EMPTY;
    }
    return Html.of(
        """
        <p class="buttons"><a class="button" href="/failures-dry-run{}">Act on these…</a></p>
        """,
        query.values().queryWith("state", ""));
  }

  /// About what a dry run has counted.
  static Html counted(FailureQuery query, Instant until, Request request) {
    if (!request.caller().isOperator()) {
      return Html.EMPTY;
    }
    var which =
        Html.join(
            request.token(),
            query.hidden(),
            Html.of("<input type=\"hidden\" name=\"before\" value=\"{}\">", until));
    return Html.of(
        """
        <div class="side-by-side">
        <form method="post" action="/failures/redrive" class="stack" data-act>
          <h2>Send on</h2>{}
          <label>Why <input name="why" required></label>
          <label>At most so many a second <small>empty: as fast as can be</small>
            <input name="rate" type="number" min="1" inputmode="numeric"></label>
          <button class="main">Redrive</button>
        </form>
        <form method="post" action="/failures/discard" class="stack" data-act>
          <h2>Drop</h2>{}
          <label>Why <input name="why" required></label>
          <button class="danger">Discard</button>
        </form></div>
        """,
        which,
        which);
  }

  /// About one failure.
  ///
  /// @param body to edit
  /// @param flaw why it is not to be edited: what is sent on has to be all of it
  static Html one(String id, String body, Optional<String> flaw, Request request) {
    if (!request.caller().isOperator()) {
      return Html.EMPTY;
    }
    var which =
        Html.join(request.token(), Html.of("<input type=\"hidden\" name=\"id\" value=\"{}\">", id));
    return Html.of(
        """
        <div class="side-by-side">
        <form method="post" action="/failures/redrive" class="stack" data-act>
          <h2>Send on as it was</h2>{}
          <label>Why <input name="why" required></label>
          <button class="main">Redrive</button>
        </form>
        <form method="post" action="/failures/discard" class="stack" data-act>
          <h2>Drop</h2>{}
          <label>Why <input name="why" required></label>
          <button class="danger">Discard</button>
        </form></div>
        <details><summary>Edit and send on</summary>{}</details>
        """,
        which,
        which,
        flaw.map(why -> elsewhere(id, why)).orElseGet(() -> edited(which, body)));
  }

  private static Html edited(Html which, String body) {
    return Html.of(
        """
        <form method="post" action="/failures/redrive" class="stack" data-act>{}
          <label>Body <textarea name="body" rows="14" spellcheck="false">
        {}</textarea></label>
          <label>Why <input name="why" required></label>
          <button class="main">Redrive with this body</button>
        </form>
        """,
        which,
        body);
  }

  private static Html elsewhere(String id, String why) {
    return Html.of(
        """
        <p>The body cannot be edited here: {}. <code>tributary redrive {} --body FILE</code> sends
        another one.</p>
        """,
        why,
        id);
  }
}
