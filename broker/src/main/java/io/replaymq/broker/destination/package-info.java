/**
 * Destinations: which queues and topics there are, and the topic of the log in which each one's messages lie.
 *
 * <p>Start at {@link io.replaymq.broker.destination.Destinations}. Any thread enters. A destination exists when its log topic
 * does: there is no second record of it. How names map is said in {@link io.replaymq.broker.destination.LogTopics}.
 */
@NullMarked
package io.replaymq.broker.destination;

import org.jspecify.annotations.NullMarked;
