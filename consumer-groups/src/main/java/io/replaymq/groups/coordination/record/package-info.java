/**
 * The records of the internal topic {@code __offsets}: what they say of consumer groups, and how they are encoded.
 *
 * <p>Start at {@link io.replaymq.groups.coordination.record.ConsumerGroupRecord}. Values are immutable. Any thread. Layout:
 * {@code docs/format/offset-records.md}.
 */
@NullMarked
package io.replaymq.groups.coordination.record;

import org.jspecify.annotations.NullMarked;
