/// The test kit. [TransportContract] is the suite that every transport passes, [GuaranteesContract]
/// what applications may rely on over any of them; [FaultyTransport] fails where it is told to.
@NullMarked
package dev.tributary.testing;

import org.jspecify.annotations.NullMarked;
