/**
 * Commands that look at the topics of a running server and change them.
 *
 * <p>Start at {@link io.replaymq.server.topics.TopicsCommand}. All on the main thread.
 */
@NullMarked
package io.replaymq.server.topics;

import org.jspecify.annotations.NullMarked;
