/**
 * Consumer groups: named cursors over the partitions of a topic, shared by their members.
 *
 * <p>Start at {@link io.replaymq.groups.JournaledGroups}, which opens them over a log; the contract is in
 * {@link io.replaymq.groups.api}. Owner thread only. Semantics: {@code docs/groups.md}.
 */
@NullMarked
package io.replaymq.groups;

import org.jspecify.annotations.NullMarked;
