/// How it works; not for use from outside the framework. Read `Worker` from top to bottom: it is
/// the life of a message.
@NullMarked
package dev.tributary.internal;

import org.jspecify.annotations.NullMarked;
