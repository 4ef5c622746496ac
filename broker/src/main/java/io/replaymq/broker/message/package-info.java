/**
 * What a message looks like as a record: the header {@code jms}, properties as typed values, and how to look into them without making a
 * message. Layout: {@code docs/format/message.md}.
 *
 * <p>Start at {@link io.replaymq.broker.message.MessageFields}; {@link io.replaymq.broker.message.MessageLayout} has the numbers. No
 * state; any thread enters. This package is shared with the modules above, which encode by it.
 */
@NullMarked
package io.replaymq.broker.message;

import org.jspecify.annotations.NullMarked;
