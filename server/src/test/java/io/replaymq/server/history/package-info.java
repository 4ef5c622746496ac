/**
 * A checker over everything that the clients of a server saw: nothing lost, nothing received twice, nothing out of its producer's
 * order, nothing that was never sent. It knows no server, and is tested with histories in which violations are planted.
 *
 * <p>Start at {@code History} and {@code HistoryChecker}.
 */
@NullMarked
package io.replaymq.server.history;

import org.jspecify.annotations.NullMarked;
