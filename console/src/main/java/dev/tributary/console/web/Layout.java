package dev.tributary.console.web;

import java.util.List;
import java.util.Optional;

/// What all pages have around them.
///
/// @param entries of the menu
record Layout(List<Entry> entries) {

  /// Where the menu leads.
  record Entry(String path, String label) {}

  /// The page, whole.
  Html whole(Answer.Page page, Request request, boolean canSignOut) {
    return frame(
        page.title(),
        request.target(),
        request.csrf(),
        who(request.caller(), request.csrf(), canSignOut),
        Html.of(
            """
            <h1 tabindex="-1">{}</h1>
            {}
            <div id="live"{}>{}</div>
            """,
            page.title(),
            page.head(),
            Html.of(" data-of=\"{}\"", request.target()).when(page.isLive()),
            page.live()));
  }

  /// Why something is not answered.
  Html error(int status, String reason, String csrf) {
    return frame(
        status == 404 ? "Not found" : "Refused",
        "",
        csrf,
        Html.EMPTY,
        Html.of(
            "<h1 tabindex=\"-1\">{}</h1><p class=\"problem\" role=\"alert\">{}</p>",
            status == 404 ? "Not found" : "Refused",
            reason));
  }

  /// The page to sign in by.
  Html signIn(String csrf, String next, Optional<String> problem) {
    return frame(
        "Sign in",
        "",
        csrf,
        Html.EMPTY,
        Html.of(
            """
            <h1 tabindex="-1">Sign in</h1>
            {}
            <form method="post" action="/sign-in" class="stack">
              <input type="hidden" name="csrf" value="{}"><input type="hidden" name="next" value="{}">
              <label>Name <input name="name" autocomplete="username" required autofocus></label>
              <label>Password
                <input name="password" type="password" autocomplete="current-password" required></label>
              <button class="main">Sign in</button>
            </form>
            """,
            problem.map(it -> Html.of("<p class=\"problem\" role=\"alert\">{}</p>", it)),
            csrf,
            next));
  }

  private static Html who(Caller caller, String csrf, boolean canSignOut) {
    return Html.join(
        Html.of(
            "<span class=\"who\">{}{}</span>",
            caller.name(),
            Html.of(" <small>may look</small>").when(!caller.isOperator())),
        Html.of(
                """
                <form method="post" action="/sign-out"><input type="hidden" name="csrf" value="{}">
                <button>Sign out</button></form>""",
                csrf)
            .when(canSignOut));
  }

  private Html frame(String title, String target, String csrf, Html who, Html main) {
    return Html.of(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="csrf" content="{}">
        <title>{} · Tributary</title>
        <link rel="icon" href="/assets/icon.svg">
        <link rel="stylesheet" href="/assets/style.css">
        <script src="/assets/console.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">To the content</a>
        <header>
          <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="24" height="24"> Tributary</a>
          <nav aria-label="Pages"><ul>{}</ul></nav>
          <div class="tools">
            <span id="lost" role="status" hidden>Connection lost</span>
            <button id="still" type="button" aria-pressed="false" hidden>Hold still</button>
            {}
          </div>
        </header>
        <main id="main">{}</main>
        </body>
        </html>
        """,
        csrf,
        title,
        Html.each(
            entries,
            entry ->
                Html.of(
                    "<li><a href=\"{}\"{}>{}</a></li>",
                    entry.path(),
                    Html.of(" aria-current=\"page\"").when(isAt(target, entry.path())),
                    entry.label())),
        who,
        main);
  }

  private static boolean isAt(String target, String path) {
    return target.equals(path) || target.startsWith(path + "/") || target.startsWith(path + "?");
  }
}
