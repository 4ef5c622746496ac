package io.replaymq.log.segment;

/** What it took to make a segment agree with a batch of the journal. */
public enum Reconciliation {
    /** It was there already, byte for byte. */
    PRESENT,
    /** It was not there, and is appended. */
    APPENDED,
    /** Other bytes were in its place: they and what followed them are cut off, and it is appended. */
    REPLACED
}
