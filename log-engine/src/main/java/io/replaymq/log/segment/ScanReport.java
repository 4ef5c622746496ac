package io.replaymq.log.segment;

import java.util.Optional;

/**
 * What a scan of a partition found.
 *
 * @param endOffset the offset after the last batch that is valid and follows without a gap
 * @param damage what comes next in the files, if they do not end there
 */
public record ScanReport(long endOffset, Optional<Damage> damage) {}
