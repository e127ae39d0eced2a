/// The test kit, for people who test applications and for people who write transports.
///
/// *Testing an application.* A [TestRun] runs applications in a unit test, on a broker in memory
/// and on virtual time: send messages, look at results and outcomes, let time pass. It needs no
/// test framework. Start there; `docs/testing.md` is the guide.
///
/// *Letting things go wrong.* [Faults] fail, block or kill at each [Faults.Point] between the
/// receipt of a delivery and its end: in a [TestRun], or on any transport.
///
/// *The parts.* A [MemoryBroker] with its [MemoryTransport]s does all that a broker does but to
/// outlive the process; a [VirtualClock] stands still until it is told to go on; a [JavaProcess]
/// can be killed.
///
/// *Testing a transport.* Its own tests extend the contracts: [TransportContract] is what every
/// transport does. What applications may rely on over it stands in [GuaranteesContract],
/// [ApplicationContract], [LifecycleContract], [OrderContract], [BatchContract] and
/// [RecoveryContract]; [CrashContract] kills a process at each point and looks at what is left.
/// They are JUnit tests.
@NullMarked
package dev.tributary.testing;

import org.jspecify.annotations.NullMarked;
