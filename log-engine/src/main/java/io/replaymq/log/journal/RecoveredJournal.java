package io.replaymq.log.journal;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The journal files that were found in a directory.
 *
 * @param directory where they are
 * @param files those with a valid header, in the order in which they were used
 * @param unused those that were being prepared when the process ended, or never got that far
 * @param nextLife the first life that none of them has had
 * @param nextName the first number that none of them has for its name
 */
public record RecoveredJournal(
        LogDirectory directory, List<JournalFile> files, List<JournalFile> unused, long nextLife, int nextName)
        implements AutoCloseable {
    private static final String SUFFIX = ".journal";

    /** Opens all journal files of a directory; changes nothing. */
    public static RecoveredJournal open(LogDirectory directory) throws IOException {
        List<JournalFile> files = new ArrayList<>();
        List<JournalFile> unused = new ArrayList<>();
        int nextName = 0;
        try {
            for (String name : directory.list(JournalFiles.DIRECTORY)) {
                if (name.endsWith(SUFFIX)) {
                    open(directory, JournalFiles.DIRECTORY + "/" + name, files, unused);
                    nextName = Math.max(nextName, numberOf(name) + 1);
                }
            }
        } catch (IOException | RuntimeException e) {
            closeAll(files, unused);
            throw e;
        }
        files.sort(Comparator.comparingLong(JournalFile::life));
        long nextLife = files.isEmpty() ? 1 : files.get(files.size() - 1).life() + 1;
        return new RecoveredJournal(directory, files, unused, nextLife, nextName);
    }

    private static void open(LogDirectory directory, String path, List<JournalFile> files, List<JournalFile> unused)
            throws IOException {
        LogFile file = directory.open(path, OpenMode.EXISTING);
        Optional<JournalFileHeader> header;
        try {
            header = JournalFileHeader.read(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        if (header.isPresent()) {
            files.add(new JournalFile(path, header.get(), file));
        } else {
            unused.add(new JournalFile(path, JournalFileHeader.NONE, file));
        }
    }

    private static int numberOf(String name) throws IOException {
        try {
            return Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            throw new IOException("journal file " + name + ": expected ten digits and " + SUFFIX, e);
        }
    }

    private static void closeAll(List<JournalFile> files, List<JournalFile> unused) throws IOException {
        for (JournalFile each : files) {
            each.close();
        }
        for (JournalFile each : unused) {
            each.close();
        }
    }

    /** Makes what was read of them survive a power cut: it may have come from the page cache. */
    public void force() throws IOException {
        for (JournalFile each : files) {
            each.file().force();
        }
        if (directory.exists(JournalFiles.DIRECTORY)) {
            // The process that created a file may have died before it made the name durable; it is used again all the
            // same.
            directory.forceDirectory(JournalFiles.DIRECTORY);
        }
    }

    /** The same, where lives up to one may have been lost in a power cut, or are named by a checkpoint. */
    public RecoveredJournal after(long life) {
        return new RecoveredJournal(directory, files, unused, Math.max(nextLife, life + 1), nextName);
    }

    /** Closes the files, where nobody has taken them over. */
    @Override
    public void close() throws IOException {
        closeAll(files, unused);
    }
}
