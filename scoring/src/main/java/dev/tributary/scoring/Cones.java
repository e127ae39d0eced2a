package dev.tributary.scoring;

/// The two cones of a reference: scores are nowhere above the one, nowhere below the other.
record Cones(Cone upper, Cone lower) {}
