/**
 * Retention: which records a topic's settings no longer keep, and who still needs them.
 *
 * <p>Start at {@link io.replaymq.log.retention.Retention}. Deciding and deleting happen on the maintenance thread; that a log start
 * has moved is made durable by the pipeline in between.
 */
@NullMarked
package io.replaymq.log.retention;

import org.jspecify.annotations.NullMarked;
