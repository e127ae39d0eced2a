/// Finds and loads the services that `tributary run` runs: by name on the class path, or in a
/// source file that is compiled in memory.
@NullMarked
package dev.tributary.cli.source;

import org.jspecify.annotations.NullMarked;
