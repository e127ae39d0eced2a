package dev.tributary.scoring;

/// The two cones of a reference: no other reference is above the upper one, none below the lower
/// one.
record Cones(Cone upper, Cone lower) {}
