package io.replaymq.log.storage;

/** What to expect of a file that is opened. */
public enum OpenMode {
    /** It is there. */
    EXISTING,
    /** It is not there, and is created empty. */
    NEW,
    /** It may be there; it is created empty if it is not. */
    EXISTING_OR_NEW
}
