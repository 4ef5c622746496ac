package io.replaymq.log.crash;

import java.util.Arrays;
import java.util.List;

/** What files a log consists of. A file of a kind that is not listed fails the tests of damage, so that none goes without. */
enum FileKind {
    /** Records; those of internal topics too: topics, offsets, groups, producer ids. */
    SEGMENT(".*\\.log"),
    OFFSET_INDEX(".*\\.index"),
    TIME_INDEX(".*\\.timeindex"),
    INDEX_CHECKSUM(".*\\.checksum"),
    JOURNAL("journal/\\d{10}\\.journal"),
    /** Recovery points and what is remembered of producers. */
    CHECKPOINT("checkpoint/(even|odd)");

    private final String shape;

    FileKind(String shape) {
        this.shape = shape;
    }

    /** The kind of a file. @throws AssertionError if there is no such kind */
    static FileKind of(String path) {
        List<FileKind> kinds =
                Arrays.stream(values()).filter(each -> path.matches(each.shape)).toList();
        if (kinds.size() != 1) {
            throw new AssertionError("file " + path + " is of the kinds " + kinds
                    + ": list a new kind in FileKind, and the tests damage it like the others");
        }
        return kinds.get(0);
    }

    /** The files of this kind, having made sure that every file on the disk has a kind. */
    List<String> on(SimulatedDisk disk) {
        return disk.files().stream().filter(path -> of(path) == this).toList();
    }
}
