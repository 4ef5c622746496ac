/**
 * Reading ahead: a bounded window of messages per group and partition, filled by the log's fetches.
 *
 * <p>Start at {@link io.replaymq.groups.window.ReadAhead}. Owner thread only; fetches complete on the log's threads and hand
 * over.
 */
@NullMarked
package io.replaymq.groups.window;

import org.jspecify.annotations.NullMarked;
