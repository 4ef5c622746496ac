/**
 * What a broker sees of consumer groups: shared groups, their members, and the values that go in and out.
 *
 * <p>The bottom of the module: depends on the log's contract only. Start at {@link io.replaymq.groups.api.SharedGroups}, which
 * {@code io.replaymq.groups.JournaledGroups} opens over a log. Everything is called on one owner thread, except where a method
 * says otherwise. Semantics: {@code docs/groups.md}.
 */
@NullMarked
package io.replaymq.groups.api;

import org.jspecify.annotations.NullMarked;
