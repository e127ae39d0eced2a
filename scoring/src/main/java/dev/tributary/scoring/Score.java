package dev.tributary.scoring;

/// What an object scores.
///
/// @param score within the bounds
/// @param lower the lowest score that the references allow it
/// @param upper the highest one
public record Score(double score, double lower, double upper) {}
