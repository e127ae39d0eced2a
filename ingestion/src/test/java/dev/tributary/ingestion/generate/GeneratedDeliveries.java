package dev.tributary.ingestion.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/// What [DeliveryGenerator] has written.
///
/// @param folder that holds nothing else
/// @param files in path order, which is not the order of the messages' times
/// @param expected what a catalogue that was empty must hold in the end, by ICPN
public record GeneratedDeliveries(
    Path folder, List<Path> files, SortedMap<String, Expected> expected) {}
