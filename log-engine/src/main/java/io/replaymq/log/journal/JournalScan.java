package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.*;

import io.replaymq.log.api.CorruptLogException;
import java.io.IOException;
import java.util.List;

/**
 * Reads a journal back, entry by entry, and judges its end.
 *
 * <p>Entries are numbered without a gap, so the first one that is not intact ends the journal. What follows it decides what that
 * means. If any intact entry of a later sync generation follows, the broken one had been forced and may have been acknowledged:
 * that is corruption, and nothing is changed. If none does, it is the tail of a group that nobody was promised: it is cut.
 * A journal that was cut goes on in the next file with the number of the first entry that was cut.
 */
public final class JournalScan {
    private final List<JournalFile> files;
    private final JournalPosition from;

    private JournalScan(List<JournalFile> files, JournalPosition from) {
        this.files = files;
        this.from = from;
    }

    /** From a checkpoint's position on. */
    public static JournalScan from(RecoveredJournal journal, JournalPosition position) {
        List<JournalFile> later = journal.files().stream()
                .filter(each -> each.life() >= position.life())
                .toList();
        return new JournalScan(later, position);
    }

    /** From the oldest entry that is left. */
    public static JournalScan fromOldest(RecoveredJournal journal) throws IOException {
        for (JournalFile each : journal.files()) {
            long sequence = new JournalWindow(each).firstSequence();
            if (sequence >= 0) {
                return from(journal, new JournalPosition(each.life(), FIRST_ENTRY, sequence));
            }
        }
        return from(journal, JournalPosition.START);
    }

    /**
     * Visits every entry in order.
     *
     * @return where the journal ends
     * @throws CorruptLogException if data that had been forced is damaged
     */
    public JournalEnd forEach(EntryVisitor visitor) throws IOException {
        long expected = from.sequence();
        JournalEnd end = new JournalEnd(expected, JournalEnd.NOTHING_CUT);
        for (JournalFile each : files) {
            JournalWindow window = new JournalWindow(each);
            long at = each.life() == from.life() ? from.at() : FIRST_ENTRY;
            visitor.at(each.path(), at);
            while (window.holdsEntry(at, expected)) {
                JournalEntry entry = window.decode(at);
                visitor.visit(entry);
                at += aligned(window.lengthAt(at));
                expected++;
                visitor.at(each.path(), at);
            }
            long cut = window.cutAfter(at, expected);
            boolean wentOn = end.nextSequence() < expected;
            String said = cut > 0
                    ? "journal file " + each.path() + ": entry " + expected + " at position " + at + " is incomplete, "
                            + cut + " bytes of unacknowledged appends cut off"
                    : JournalEnd.NOTHING_CUT;
            end = new JournalEnd(expected, wentOn || cut > 0 ? said : end.cut());
        }
        return end;
    }

    /** Takes entries. */
    @FunctionalInterface
    public interface EntryVisitor {
        /** One entry; its bytes are its own. */
        void visit(JournalEntry entry) throws IOException;

        /** Where the next entry is looked for. */
        default void at(String file, long position) {}
    }
}
