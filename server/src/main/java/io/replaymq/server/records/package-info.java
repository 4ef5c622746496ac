/**
 * Commands that append records to the topics of a running server, and read them.
 *
 * <p>Start at {@link io.replaymq.server.records.ConsumeCommand}. All on the main thread; answers arrive on the connection's thread, which
 * only leaves them in a queue.
 */
@NullMarked
package io.replaymq.server.records;

import org.jspecify.annotations.NullMarked;
