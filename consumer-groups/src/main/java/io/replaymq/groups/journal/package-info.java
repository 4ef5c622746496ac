/**
 * How changes get into {@code __groups} and from there into the state: one append at a time, everything that arrived meanwhile
 * in the next; recovery; snapshots.
 *
 * <p>Start at {@link io.replaymq.groups.journal.GroupJournal}. Owner thread only.
 */
@NullMarked
package io.replaymq.groups.journal;

import org.jspecify.annotations.NullMarked;
