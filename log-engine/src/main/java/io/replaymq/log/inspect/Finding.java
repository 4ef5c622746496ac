package io.replaymq.log.inspect;

/**
 * Something that is not as it should be.
 *
 * @param severity what it means
 * @param file the file, relative to the data directory
 * @param position byte position in the file
 * @param what what was found and what was expected
 */
public record Finding(Severity severity, String file, long position, String what) {
    /** What a finding means, from harmless to lost. */
    public enum Severity {
        /** What a process that was killed leaves behind; nobody was promised it. The next start clears it away. */
        NOTE,
        /** Damage that the next start mends from another copy. */
        REPAIRABLE,
        /** Acknowledged data is damaged or missing. A log does not start on it. */
        DAMAGE
    }
}
