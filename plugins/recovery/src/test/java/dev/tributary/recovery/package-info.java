/// Makes deliveries for tests and benchmarks; needs nothing but the JDK.
///
/// [DeliveryGenerator] writes any number of sound DDEX ERN messages, by seed, and says what a
/// catalogue must hold in the end ([Expected]). What it writes is a list of [Statement]s, worded by
/// [Ern382] or [Ern43]. [HostileFiles] writes what must not harm whoever reads it, and says of each
/// what must become of it.
///
/// All names are invented, and all identifiers ([Identifiers]) are of the right form in ranges that
/// are given to nobody.
@NullMarked
package dev.tributary.ingestion.generate;

import org.jspecify.annotations.NullMarked;
