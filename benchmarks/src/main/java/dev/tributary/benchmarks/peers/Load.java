package dev.tributary.benchmarks.peers;

import java.time.Duration;

/// What a contender has to do in one run.
///
/// @param messages how many there are, numbered from 0
/// @param bodyBytes of each
/// @param inFlight how many may be worked on at once, where that is set
/// @param pause of each callback
/// @param failing how many of a hundred fail the first time
record Load(int messages, int bodyBytes, int inFlight, Duration pause, int failing) {}
