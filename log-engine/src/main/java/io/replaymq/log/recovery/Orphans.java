package io.replaymq.log.recovery;

import io.replaymq.log.segment.PartitionRemoval;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Partition directories that belong to no topic. Those of topics that were deleted are removed. The others are of topics whose
 * creation, and so all that was appended to them, never became durable: they are set aside, so that a topic that is created later
 * under the same name does not find them.
 *
 * @param directory where they are
 * @param known the directories of the topics that there are
 * @param deleted the directories of the topics that were deleted
 */
record Orphans(LogDirectory directory, Set<String> known, Set<String> deleted) {
    private static final String ASIDE = "orphaned";
    private static final Pattern PARTITION = Pattern.compile(".+-[0-9]+(~[0-9]+)?");

    /** Sets aside what nobody knows. */
    void setAside(RecoveryNotes notes) throws IOException {
        for (String each : directory.list("")) {
            if (PARTITION.matcher(each).matches() && !known.contains(each) && !deleted.contains(each)) {
                setAside(each, notes);
            }
        }
    }

    private void setAside(String name, RecoveryNotes notes) throws IOException {
        directory.createDirectory(ASIDE);
        int number = 0;
        String target = ASIDE + "/" + name + "." + number;
        while (directory.exists(target)) {
            target = ASIDE + "/" + name + "." + ++number;
        }
        directory.rename(name, target);
        directory.forceDirectory(ASIDE);
        notes.cut("directory " + name + " belongs to no topic, its creation was never acknowledged; now " + target);
    }

    /** Removes what is left of deleted topics, for good: a topic that is created later may take the name. */
    void removeDeleted() throws IOException {
        boolean removed = false;
        for (String each : directory.list("")) {
            if (deleted.contains(each) && !known.contains(each)) {
                PartitionRemoval.remove(directory, each);
                removed = true;
            }
        }
        if (removed) {
            directory.forceDirectory("");
        }
    }
}
