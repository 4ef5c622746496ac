/**
 * Receiving: what brokers deliver to a session's consumers, who gets it when, and how it is acknowledged.
 *
 * <p>Deliveries come in on the broker's or the connection's threads, which only put them into a {@link
 * io.replaymq.jms.consumer.Inbox}. The application's thread takes them out in {@code receive}, or the session's own thread
 * hands them to listeners. One lock per session guards all of that; nothing is called while it is held. Start at {@link
 * io.replaymq.jms.consumer.SessionInboxes}.
 */
@NullMarked
package io.replaymq.jms.consumer;

import org.jspecify.annotations.NullMarked;
