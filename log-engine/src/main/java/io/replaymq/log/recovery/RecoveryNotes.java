package io.replaymq.log.recovery;

import io.replaymq.log.api.RecoveryReport;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what recovery finds and does, and says it at once. */
final class RecoveryNotes {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecoveryNotes.class);

    private final List<String> cuts = new ArrayList<>();
    private final List<String> repairs = new ArrayList<>();

    void cut(String what) {
        LOGGER.warn("Cut off: {}", what);
        cuts.add(what);
    }

    void repair(String what) {
        LOGGER.warn("Repaired: {}", what);
        repairs.add(what);
    }

    RecoveryReport report(long journalEntries, long restoredBatches) {
        return new RecoveryReport(journalEntries, restoredBatches, cuts, repairs);
    }
}
