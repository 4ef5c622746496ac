/**
 * Topics: what a name must look like, how a topic's settings are stored as records of the internal topic {@code __metadata}, and
 * which topics and partitions there are.
 *
 * <p>Start at {@link io.replaymq.log.topic.Topics}. Layout of the records: {@code docs/format/metadata.md}.
 */
@NullMarked
package io.replaymq.log.topic;

import org.jspecify.annotations.NullMarked;
