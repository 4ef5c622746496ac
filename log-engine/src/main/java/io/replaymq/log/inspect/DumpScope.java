package io.replaymq.log.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a data directory is shown.
 *
 * @param files paths relative to the data directory; a directory stands for what is in it; empty for everything
 * @param topic only segments of this topic; null for all of them, and checkpoints and journal too
 * @param partition only segments of partitions with this number; -1 for all
 * @param fromOffset only batches that end above it
 * @param toOffset only batches that begin below it
 */
public record DumpScope(List<String> files, @Nullable String topic, int partition, long fromOffset, long toOffset) {
    /** Everything. */
    public static final DumpScope ALL = new DumpScope(List.of(), null, -1, 0, Long.MAX_VALUE);

    /** Copies the list. */
    public DumpScope {
        files = List.copyOf(files);
    }

    /** Whether a file that belongs to no partition is shown. */
    boolean shows(String file) {
        return topic == null && partition < 0 && isNamed(file);
    }

    /** Whether a file of a partition is shown. */
    boolean shows(String file, String ofTopic, int ofPartition) {
        return (topic == null || topic.equals(ofTopic)) && (partition < 0 || partition == ofPartition) && isNamed(file);
    }

    private boolean isNamed(String file) {
        return files.isEmpty() || files.stream().anyMatch(each -> file.equals(each) || file.startsWith(each + "/"));
    }
}
