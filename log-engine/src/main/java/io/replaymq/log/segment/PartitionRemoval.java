package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;

/** Removes a partition of a topic that was deleted. Recovery, then the maintenance thread. */
public final class PartitionRemoval {
    private PartitionRemoval() {}

    /** Deletes a partition's directory with all that is in it. Nobody writes there any more. May be repeated after a crash. */
    public static void remove(LogDirectory directory, String path) throws IOException {
        for (String each : directory.list(path)) {
            directory.delete(path + "/" + each);
        }
        directory.delete(path);
    }
}
