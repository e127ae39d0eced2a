/// The command line. [Main] knows the commands, each of which is a class; [Configuration] knows
/// where the stores are, [LocalSystem] is the pipeline over them, as far as this process runs it.
@NullMarked
package dev.tributary.cli;

import org.jspecify.annotations.NullMarked;
