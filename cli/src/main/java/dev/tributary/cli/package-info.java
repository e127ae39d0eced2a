/// The command line. [Main] knows the commands, each of which is a class; [DataFolder] is where a
/// catalogue lives, [LocalSystem] the whole pipeline on embedded parts over it.
@NullMarked
package dev.tributary.cli;

import org.jspecify.annotations.NullMarked;
