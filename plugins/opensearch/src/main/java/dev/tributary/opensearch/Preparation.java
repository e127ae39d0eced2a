package dev.tributary.opensearch;

import dev.tributary.opensearch.Node.Answer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Sees to it that the node knows how indices are to be made and for how long they are kept, before
/// the first event goes there. Safe for use by many threads.
final class Preparation {
  private static final Logger log = LoggerFactory.getLogger(Preparation.class);

  /// Before templates of others that match everything.
  private static final int PRIORITY = 200;

  /// What is answered where nobody looks after the life of indices: there is no such address, or it
  /// is switched off.
  private static final Set<Integer> UNKNOWN = Set.of(400, 404, 405, 410);

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Node node;
  private final String prefix;
  private final Fields fields;
  private final Duration retention;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean done;

  Preparation(Node node, String prefix, Fields fields, Duration retention) {
    this.node = node;
    this.prefix = prefix;
    this.fields = fields;
    this.retention = retention;
  }

  /// Prepares the node unless that is done. What is there already is replaced.
  ///
  /// @throws dev.tributary.UnavailableException if the node does not do it
  void ensure() throws InterruptedException {
    if (done) {
      return;
    }
    lock.lockInterruptibly();
    try {
      if (!done) {
        prepare();
        done = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Has it done once more: a node that was away may come back without what it knew.
  void again() {
    done = false;
  }

  private void prepare() throws InterruptedException {
    var product = Product.of(node);
    var settings = Json.object().put("number_of_shards", 1).put("auto_expand_replicas", "0-1");
    var kept =
        switch (product.kind()) {
          case OPENSEARCH -> putPolicyOfOpenSearch();
          case ELASTICSEARCH -> putPolicyOfElasticsearch(settings);
        };
    if (!kept) {
      log.atWarn()
          .addKeyValue("node", node)
          .addKeyValue("product", product)
          .addKeyValue("consequence", "indices are kept until somebody deletes them")
          .log("retention.unsupported");
    }
    expectGood("the index template is not taken", putTemplate(settings));
    log.atInfo()
        .addKeyValue("node", node)
        .addKeyValue("product", product)
        .addKeyValue("indices", prefix + "-*")
        .log("indices.prepared");
  }

  private Answer putTemplate(ObjectNode settings) throws InterruptedException {
    var template = Json.object().put("priority", PRIORITY);
    template.putArray("index_patterns").add(prefix + "-*");
    var content = template.putObject("template");
    content.putObject("settings").set("index", settings);
    content.set("mappings", fields.mappings());
    return node.put("/_index_template/" + prefix, Json.bytes(template));
  }

  /// Index State Management: the policy says itself which indices it is for. One that is there is
  /// replaced only by whoever names its version.
  ///
  /// @return whether the node has such a thing
  private boolean putPolicyOfOpenSearch() throws InterruptedException {
    var path = "/_plugins/_ism/policies/" + prefix;
    var present = node.get(path);
    var description = "Tributary's events are kept for %s.".formatted(age());
    var version = "";
    if (present.isGood()) {
      var found = Json.read(present.body());
      if (found.at("/policy/description").stringValue("").equals(description)) {
        return true;
      }
      version =
          "?if_seq_no=%s&if_primary_term=%s"
              .formatted(
                  found.path("_seq_no").longValue(0), found.path("_primary_term").longValue(0));
    } else if (present.status() != NOT_FOUND) {
      return knows(present);
    }
    var answer = node.put(path + version, Json.bytes(policyOfOpenSearch(description)));
    // Another process was faster, and wants the same.
    return answer.status() == CONFLICT || knows(answer);
  }

  private ObjectNode policyOfOpenSearch(String description) {
    var wrapped = Json.object();
    var policy = wrapped.putObject("policy");
    policy.put("description", description).put("default_state", "kept");
    var states = policy.putArray("states");
    var kept = states.addObject().put("name", "kept");
    kept.putArray("actions");
    kept.putArray("transitions")
        .addObject()
        .put("state_name", "deleted")
        .putObject("conditions")
        .put("min_index_age", age());
    var deleted = states.addObject().put("name", "deleted");
    deleted.putArray("actions").addObject().putObject("delete");
    deleted.putArray("transitions");
    policy
        .putArray("ism_template")
        .addObject()
        .put("priority", PRIORITY)
        .putArray("index_patterns")
        .add(prefix + "-*");
    return wrapped;
  }

  /// Index Lifecycle Management: indices name their policy.
  ///
  /// @return whether the node has such a thing
  private boolean putPolicyOfElasticsearch(ObjectNode settings) throws InterruptedException {
    var wrapped = Json.object();
    var phases = wrapped.putObject("policy").putObject("phases");
    phases.putObject("hot").putObject("actions");
    var deletion = phases.putObject("delete").put("min_age", age());
    deletion.putObject("actions").putObject("delete");
    var known = knows(node.put("/_ilm/policy/" + prefix, Json.bytes(wrapped)));
    if (known) {
      settings.put("lifecycle.name", prefix);
    }
    return known;
  }

  private String age() {
    return retention.toHours() + "h";
  }

  private boolean knows(Answer answer) {
    if (UNKNOWN.contains(answer.status())) {
      return false;
    }
    expectGood("the policy of how long indices are kept is not taken", answer);
    return true;
  }

  private void expectGood(String otherwise, Answer answer) {
    if (!answer.isGood()) {
      throw node.refusal(otherwise, answer);
    }
  }
}
