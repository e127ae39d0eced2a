/// One application as a UNIX filter: JSON lines in, JSON lines out, no broker.
///
/// [Filter] runs it. [Inputs] reads lines with a [LineReader] and makes of each an [Entry], which
/// waits in the [Window] (bounded; the order of the input) and in the [LineQueue] (what is to be
/// worked on next). [FilterTransport] shows that queue to the framework's own runner as a
/// transport, so that a line lives as a message does anywhere else. What became of it is its
/// [Ending], which [Output] writes.
@NullMarked
package dev.tributary.cli.filter;

import org.jspecify.annotations.NullMarked;
