package io.replaymq.log.api;

/** What an append must have reached before it is answered. */
public enum Durability {
    /** Sequenced: it has its offsets and its place in the order. A killed process may lose it. */
    ACCEPTED,
    /** In the operating system's page cache. Survives a killed process, not a power cut. */
    WRITTEN,
    /** In the journal and forced to the device. Survives a power cut. */
    DURABLE
}
