package io.replaymq.server.inspect;

/** How deep a dump goes. */
enum Detail {
    /** One line for each batch. */
    BATCHES,
    /** And one for each record. */
    RECORDS,
    /** And what is in the records. */
    DATA
}
