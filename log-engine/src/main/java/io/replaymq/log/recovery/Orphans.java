package io.replaymq.log.recovery;

import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Partition directories of topics that do not exist: their creation, and so all that was appended to them, never became durable.
 * They are set aside, so that a topic that is created later under the same name does not find them.
 */
record Orphans(LogDirectory directory, RecoveryNotes notes) {
    private static final String ASIDE = "orphaned";
    private static final Pattern PARTITION = Pattern.compile(".+-[0-9]+");

    void setAside(Collection<FoundPartition> partitions) throws IOException {
        Set<String> known =
                partitions.stream().map(each -> each.name().toString()).collect(Collectors.toSet());
        List<String> orphans = directory.list("").stream()
                .filter(each -> PARTITION.matcher(each).matches() && !known.contains(each))
                .toList();
        for (String each : orphans) {
            setAside(each);
        }
    }

    private void setAside(String name) throws IOException {
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
}
