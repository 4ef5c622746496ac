/**
 * Commands that ask a running server to do something: {@code rewind} and {@code status}, and what all such commands share. They
 * use the same interface as any other client.
 *
 * <p>Start at {@link io.replaymq.server.admin.RewindCommand}. All on the main thread.
 */
@NullMarked
package io.replaymq.server.admin;

import org.jspecify.annotations.NullMarked;
