/**
 * The journal: the one place where a group commit becomes durable, shared by all partitions.
 *
 * <p>Start at {@link io.replaymq.log.journal.Journal}, which one thread writes; {@link io.replaymq.log.journal.JournalFiles} keeps
 * the pre-allocated files and prepares the next one on a thread of its own; {@link io.replaymq.log.journal.JournalScan} reads
 * it back when the log is opened. Layout: {@code docs/format/journal.md}.
 */
@NullMarked
package io.replaymq.log.journal;

import org.jspecify.annotations.NullMarked;
