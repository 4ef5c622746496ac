package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.FIRST_ENTRY;
import static io.replaymq.log.journal.JournalLayout.aligned;

import java.io.IOException;

/** Shows everything that the files of a journal hold in their present lives, needed or not. Changes nothing. */
public final class JournalInspection {
    private final RecoveredJournal journal;

    /** Of the files of a journal, which stay the caller's. */
    public JournalInspection(RecoveredJournal journal) {
        this.journal = journal;
    }

    /** Visits every file in the order of use, and its entries up to the first that is not intact; then those without a use. */
    public void forEach(Visitor visitor) throws IOException {
        for (JournalFile each : journal.files()) {
            visitor.file(each.path(), each.file().size(), each.life(), each.salt());
            JournalWindow window = new JournalWindow(each);
            long expected = window.firstSequence();
            long at = FIRST_ENTRY;
            while (expected >= 0 && window.holdsEntry(at, expected)) {
                visitor.entry(each.path(), at, (int) window.lengthAt(at), window.decode(at));
                at += aligned(window.lengthAt(at));
                expected++;
            }
        }
        for (JournalFile each : journal.unused()) {
            visitor.file(each.path(), each.file().size(), 0, 0);
        }
    }

    /** Is shown files and entries. */
    public interface Visitor {
        /**
         * A file.
         *
         * @param life which of the journal's lives it is in; 0 if it has no valid header, as one that was never used
         */
        void file(String path, long bytes, long life, long salt) throws IOException;

        /** An entry of the file that was shown last. */
        void entry(String path, long position, int bytes, JournalEntry entry) throws IOException;
    }
}
