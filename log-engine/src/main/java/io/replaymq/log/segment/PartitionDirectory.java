package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A partition's directory, and whether what has been created, renamed or deleted in it is forced. Any engine thread. */
final class PartitionDirectory {
    private final LogDirectory directory;
    private final String path;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean created = new AtomicBoolean();

    PartitionDirectory(LogDirectory directory, String path) {
        this.directory = directory;
        this.path = path;
    }

    /** The data directory that it is in. */
    LogDirectory storage() {
        return directory;
    }

    SegmentFiles files(long baseOffset) {
        return new SegmentFiles(path, baseOffset);
    }

    /** Creates it. It is forced with the files in it: until then the journal has what they hold. */
    void create() throws IOException {
        directory.createDirectory(path);
        created.set(true);
    }

    /** Something in it is to be forced. */
    void noteChange() {
        changed.set(true);
    }

    /** Makes what has changed survive a power cut. A failure is final. */
    void force() throws IOException {
        if (changed.getAndSet(false) && directory.exists(path)) {
            directory.forceDirectory(path);
        }
        if (created.getAndSet(false)) {
            directory.forceDirectory("");
        }
    }

    /** Forces what is in it, whether or not it has changed. */
    void forceNow() throws IOException {
        directory.forceDirectory(path);
    }

    /** Deletes it with all that is in it. */
    void remove() throws IOException {
        PartitionRemoval.remove(directory, path);
    }
}
