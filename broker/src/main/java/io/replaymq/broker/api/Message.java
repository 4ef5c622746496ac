package io.replaymq.broker.api;

import io.replaymq.log.record.RecordContent;

/**
 * A message as the broker sees it: a record to be. Layout of its content: {@code docs/format/message.md}.
 *
 * @param timestampMs when it was sent, in milliseconds since the epoch
 * @param content key, body, headers and properties, encoded
 */
public record Message(long timestampMs, RecordContent content) {}
