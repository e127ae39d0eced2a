package dev.tributary.console.pages;

import dev.tributary.console.web.Answer;
import dev.tributary.console.web.Answer.Page;
import dev.tributary.console.web.Answer.SeeOther;
import dev.tributary.console.web.Html;
import dev.tributary.console.web.RefusedException;
import dev.tributary.console.web.Request;
import dev.tributary.console.web.Route;
import dev.tributary.console.web.Route.Body;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.catalogue.RegisteredDelivery;
import dev.tributary.recovery.Failure.Summary;
import dev.tributary.recovery.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands something in, and shows what becomes of it.
final class SubmitPages implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SubmitPages.class);
  private static final int SHOWN = 500;

  /// Deliveries that failed whose failures are shown.
  private static final int EXPLAINED = 20;

  private final Watched watched;
  private final Audit audit;
  private final Roots roots;
  private final Submissions submissions;

  SubmitPages(Watched watched, Audit audit) {
    this.watched = watched;
    this.audit = audit;
    this.roots = new Roots(watched.roots());
    this.submissions = new Submissions(watched.pipeline().intake()::take);
  }

  /// Takes in what was uploaded and not taken in when a process ended.
  void resume() throws IOException {
    for (var upload : Upload.left(uploads())) {
      log.atInfo().addKeyValue("path", upload.file()).log("upload.resumed");
      take(upload);
    }
  }

  private Path uploads() {
    return watched.folder().resolve("uploads");
  }

  List<Route> routes() {
    return List.of(
        Route.look("/submit", "Where to hand something in", this::form),
        Route.act(
            "/submit", "Takes in a path below console.roots", this::submit, "path", "provider"),
        Route.act(
                "/submit/upload",
                "Takes in the file that is sent",
                this::upload,
                "name",
                "provider")
            .with(Body.upTo(watched.uploadLimit())),
        Route.look("/submissions/{id}", "What became of something handed in", this::outcome));
  }

  private record Place(List<Path> roots, long uploadLimit) {}

  private Answer form(Request request) {
    return Page.still("Submit", forms(request), new Place(watched.roots(), watched.uploadLimit()));
  }

  private Html forms(Request request) {
    if (!request.caller().isOperator()) {
      return Html.of("<p>To submit something takes the role operator.</p>");
    }
    var byPath =
        watched.roots().isEmpty()
            ? Html.of(
                """
                <p class="quiet">A file on this machine can be named here once its folder is in the
                setting <code>console.roots</code>.</p>
                """)
            : Html.of(
                """
                <form method="post" action="/submit" class="stack" data-act>{}
                  <label>Path of a file or folder <small>below {}</small>
                    <input name="path" required spellcheck="false"></label>
                  <label>Provider <small>if the file does not say</small> <input name="provider"></label>
                  <button class="main">Submit</button>
                </form>
                """,
                request.token(),
                String.join(" or ", watched.roots().stream().map(Path::toString).toList()));
    return Html.of(
        """
        <div class="side-by-side">
        <section aria-labelledby="by-file"><h2 id="by-file">A file of yours</h2>
        <form method="post" action="/submit/upload" class="stack" data-upload data-limit="{}">
          <label>Message or archive <small>at most {}</small> <input type="file" name="file" required></label>
          <label>Provider <small>if the file does not say</small> <input name="provider"></label>
          <button class="main">Upload</button>
          <noscript><p>Uploads need JavaScript.</p></noscript>
        </form></section>
        <section aria-labelledby="by-path"><h2 id="by-path">A path on the server</h2>{}</section>
        </div>
        """,
        watched.uploadLimit(),
        Shown.bytes(watched.uploadLimit()),
        byPath);
  }

  private Answer submit(Request request) throws IOException {
    var form = request.form();
    var text =
        form.text("path")
            .orElseThrow(
                () -> RefusedException.badRequest("expected the path of a file or folder"));
    var path = roots.resolve(text);
    audit.note(request.caller().name(), "submit", path.toString());
    var submission =
        new Submission(
            UUID.randomUUID().toString(), path.toString(), request.caller().name(), Instant.now());
    submissions.take(submission, path, form.text("provider"), _ -> {});
    return new SeeOther("/submissions/" + submission.id());
  }

  private Answer upload(Request request) throws IOException {
    var upload = Upload.of(request, uploads());
    try {
      audit.note(
          request.caller().name(), "upload", upload.name() + ", " + upload.bytes() + " bytes");
    } catch (IOException failure) {
      upload.end(true);
      throw failure;
    }
    return new SeeOther("/submissions/" + take(upload).id());
  }

  private Submission take(Upload upload) {
    var submission = new Submission(upload.id(), upload.name(), upload.note().who(), Instant.now());
    submissions.take(submission, upload.file(), upload.note().provider(), upload::end);
    return submission;
  }

  /// @param failures of those that were set aside, of the first few
  private record Outcome(
      Submission.State submission, List<DeliveryLine> deliveries, List<Summary> failures) {
    List<Summary> failuresOf(DeliveryLine delivery) {
      return failures.stream()
          .filter(failure -> failure.delivery().filter(delivery.id()::equals).isPresent())
          .toList();
    }
  }

  private Answer outcome(Request request) throws InterruptedException {
    var id = request.path().required("id");
    var state =
        submissions
            .find(id)
            .orElseThrow(
                () ->
                    RefusedException.notFound(
                        "this submission is not remembered (any more): the last 200 are, until"
                            + " Tributary stops; what was registered of it is among the deliveries,"
                            + " and a path that is not there is to be submitted again"))
            .state();
    var deliveries = deliveries(state.deliveries());
    var outcome = new Outcome(state, deliveries, failures(deliveries));
    return new Page("Submit", forms(request), live(outcome), outcome);
  }

  private List<DeliveryLine> deliveries(List<String> ids) throws InterruptedException {
    var first = ids.subList(0, Math.min(SHOWN, ids.size()));
    return watched
        .catalogue()
        .read(
            handle -> {
              var all = new ArrayList<RegisteredDelivery>();
              for (var each : Deliveries.find(handle, first)) {
                all.add(each);
                var left = Math.max(0, SHOWN - all.size());
                all.addAll(Deliveries.children(handle, each.delivery().id(), left));
              }
              return all;
            })
        .stream()
        .map(DeliveryLine::of)
        .toList();
  }

  private List<Summary> failures(List<DeliveryLine> deliveries) throws InterruptedException {
    var failures = new ArrayList<Summary>();
    for (var each :
        deliveries.stream().filter(DeliveryLine::isQuarantined).limit(EXPLAINED).toList()) {
      failures.addAll(Failures.ofDelivery(watched.ledger(), each.id(), 1));
    }
    return failures;
  }

  private static Html live(Outcome outcome) {
    var submission = outcome.submission();
    var settled = outcome.deliveries().stream().filter(DeliveryLine::isSettled).count();
    var words =
        submission.taken() && settled == outcome.deliveries().size()
            ? "done"
            : submission.taken() ? "under way" : "being taken in";
    return Html.join(
        Html.of(
            "<h2>Outcome</h2><p role=\"status\"><span class=\"path\">{}</span>: {}, {} of {}"
                + " settled</p>",
            submission.path(),
            words,
            settled,
            Shown.count(outcome.deliveries().size(), "delivery", "deliveries")),
        Html.of("<p class=\"problem\" role=\"alert\">{}</p>", submission.problem())
            .when(submission.problem().isPresent()),
        Html.each(outcome.deliveries(), delivery -> card(delivery, outcome.failuresOf(delivery))));
  }

  private static Html card(DeliveryLine delivery, List<Summary> failures) {
    return Html.of(
        """
        <article class="card"><h3>{} {} <span class="path">{}</span></h3>{}{}{}
        </article>
        """,
        delivery.stateAsShown(),
        Shown.delivery(delivery.id()),
        delivery.path(),
        failures.isEmpty()
            ? delivery.error().map(it -> Html.of("<p class=\"problem\">{}</p>", it))
            : FailuresPages.notes(failures),
        Html.each(delivery.products(), key -> Html.of("<p>Product {}</p>", Shown.product(key))),
        delivery.violationsInWords());
  }

  @Override
  public void close() {
    submissions.close();
  }
}
