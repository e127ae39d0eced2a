/// What the contenders of the side-by-side benchmark have in common: what their callback does.
@NullMarked
package dev.tributary.peers.work;

import org.jspecify.annotations.NullMarked;
