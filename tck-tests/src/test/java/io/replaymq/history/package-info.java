/**
 * Histories of what applications did and saw, and a checker that says what is wrong with one.
 *
 * <p>A {@link io.replaymq.history.HistoryWriter} notes {@linkplain io.replaymq.history.Event events} in a file, which a killed process
 * leaves behind; a {@link io.replaymq.history.HistoryReader} reads it, also while it grows. Start at {@link
 * io.replaymq.history.HistoryChecker}. Nothing here knows a provider. A writer may be used by any thread, everything else by one.
 */
@NullMarked
package io.replaymq.history;

import org.jspecify.annotations.NullMarked;
