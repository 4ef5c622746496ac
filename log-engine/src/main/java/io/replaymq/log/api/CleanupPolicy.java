package io.replaymq.log.api;

/** What old records of a topic are removed for. */
public enum CleanupPolicy {
    /** Whole segments, by {@link TopicConfig#retentionTime()} and {@link TopicConfig#retentionBytes()}. */
    DELETE,
    /**
     * Records of which there is a later one with the same key. Every record needs a key: an append without one is refused with {@link
     * InvalidBatchException}. A record whose value is null, a tombstone, removes its key.
     */
    COMPACT,
    /** Both: the latest record of each key, as long as its segment is kept. */
    COMPACT_AND_DELETE;

    /** Whether only the latest record of each key is kept. */
    public boolean compacts() {
        return this != DELETE;
    }

    /** Whether segments are removed by age and size. */
    public boolean deletes() {
        return this != COMPACT;
    }
}
