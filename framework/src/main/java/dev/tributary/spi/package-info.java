/// For people who write plugins: what a [Transport] has to do. The test kit's `TransportContract`
/// is the suite that every transport passes; it says in tests what these interfaces say in words.
@NullMarked
package dev.tributary.spi;

import org.jspecify.annotations.NullMarked;
