/**
 * The records of the internal topic {@code __groups}: what they say and how they are encoded.
 *
 * <p>Start at {@link io.replaymq.groups.record.GroupRecord}. Values are immutable; arrays in them are never changed. Any thread.
 * Layout: {@code docs/format/group-records.md}.
 */
@NullMarked
package io.replaymq.groups.record;

import org.jspecify.annotations.NullMarked;
