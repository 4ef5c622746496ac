/**
 * The reliability programme: processes with plain Jakarta Messaging applications, and a server, which are killed and paused while they work.
 * What they noted is judged by {@link io.replaymq.history.HistoryChecker}.
 *
 * <p>Start at {@code ExactlyOnceIT}. {@link io.replaymq.reliability.Client} is the main class of an application's process; it knows nothing
 * of ReplayMQ, so the same runs on any provider. A test runs on JUnit's thread; an application has one thread for each session.
 */
@NullMarked
package io.replaymq.reliability;

import org.jspecify.annotations.NullMarked;
