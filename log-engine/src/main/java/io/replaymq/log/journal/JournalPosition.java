package io.replaymq.log.journal;

/**
 * A place in the journal.
 *
 * @param life the life of the file
 * @param at byte position in the file
 * @param sequence the sequence number of the entry that begins there, or would
 */
public record JournalPosition(long life, long at, long sequence) {
    /** Before the first entry of a journal that has none. */
    public static final JournalPosition START = new JournalPosition(0, JournalLayout.FIRST_ENTRY, 0);
}
