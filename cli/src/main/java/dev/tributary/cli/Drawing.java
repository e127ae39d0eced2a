package dev.tributary.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [Topology] as nodes and edges: exchange → queue → application → exchange.
///
/// @param notes what is not as declared
record Drawing(List<Node> nodes, List<Edge> edges, List<String> notes) {

  enum Kind {
    EXCHANGE,
    QUEUE,
    APPLICATION
  }

  /// @param id of letters and digits
  record Node(String id, Kind kind, String label) {}

  /// @param label empty for none
  record Edge(String from, String to, String label) {}

  static Drawing of(Topology topology) {
    var exchanges = new LinkedHashMap<String, Node>();
    for (var name : topology.exchanges()) {
      exchanges.put(name, new Node("e" + (exchanges.size() + 1), Kind.EXCHANGE, name));
    }
    var nodes = new ArrayList<>(exchanges.values());
    var edges = new ArrayList<Edge>();
    var number = 0;
    for (var stage : topology.stages()) {
      number++;
      var queue = new Node("q" + number, Kind.QUEUE, queueLabel(topology, stage.name()));
      var application = new Node("a" + number, Kind.APPLICATION, stage.name());
      nodes.addAll(List.of(queue, application));
      for (var binding : stage.bindings()) {
        edges.add(new Edge(node(exchanges, binding.exchange()).id(), queue.id(), binding.key()));
      }
      edges.add(new Edge(queue.id(), application.id(), ""));
      if (exchanges.containsKey(stage.name())) {
        edges.add(new Edge(application.id(), node(exchanges, stage.name()).id(), ""));
      }
    }
    var notes = new ArrayList<String>();
    for (var drift : topology.drift()) {
      notes.add(drift.queue() + " " + drift.found());
    }
    return new Drawing(nodes, edges, notes);
  }

  private static Node node(Map<String, Node> exchanges, String name) {
    var node = exchanges.get(name);
    if (node == null) {
      throw new IllegalStateException("every exchange that is bound has a node: " + name);
    }
    return node;
  }

  private static String queueLabel(Topology topology, String name) {
    if (topology.live().isEmpty()) {
      return name;
    }
    return topology
        .queue(name)
        .map(status -> "%s: %d, consumers: %d".formatted(name, status.depth(), status.consumers()))
        .orElse(name + " (missing)");
  }

  /// As a Mermaid flowchart.
  String mermaid() {
    var text = new StringBuilder("flowchart LR\n");
    for (var node : nodes) {
      var label = "\"" + node.label().replace("\"", "#quot;") + "\"";
      var shape =
          switch (node.kind()) {
            case EXCHANGE -> "{{" + label + "}}";
            case QUEUE -> "[(" + label + ")]";
            case APPLICATION -> "[" + label + "]";
          };
      text.append("  ").append(node.id()).append(shape).append('\n');
    }
    for (var edge : edges) {
      var label =
          edge.label().isEmpty() ? "" : "|\"" + edge.label().replace("\"", "#quot;") + "\"|";
      text.append("  %s -->%s %s%n".formatted(edge.from(), label, edge.to()));
    }
    notes.forEach(note -> text.append("  %% ").append(note).append('\n'));
    return text.toString();
  }

  /// As Graphviz' dot reads it.
  String dot() {
    var text = new StringBuilder("digraph tributary {\n  rankdir=LR;\n");
    for (var node : nodes) {
      var shape =
          switch (node.kind()) {
            case EXCHANGE -> "hexagon";
            case QUEUE -> "cylinder";
            case APPLICATION -> "box";
          };
      text.append("  %s [shape=%s, label=%s];%n".formatted(node.id(), shape, quoted(node.label())));
    }
    for (var edge : edges) {
      text.append("  %s -> %s".formatted(edge.from(), edge.to()));
      text.append(edge.label().isEmpty() ? "" : " [label=" + quoted(edge.label()) + "]");
      text.append(";\n");
    }
    notes.forEach(note -> text.append("  // ").append(note).append('\n'));
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
