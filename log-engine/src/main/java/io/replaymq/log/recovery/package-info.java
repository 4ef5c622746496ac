/**
 * Recovery: the only way in which a log starts, after a clean stop too.
 *
 * <p>Start at {@link io.replaymq.log.recovery.Recovery}. It first looks at everything and judges it, and refuses before it has
 * changed anything; then it makes the segments agree with the journal, forces what it found, and only then is anything served.
 * Runs on the thread that opens the log, before there is any other.
 */
@NullMarked
package io.replaymq.log.recovery;

import org.jspecify.annotations.NullMarked;
