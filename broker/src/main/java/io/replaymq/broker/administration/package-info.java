/**
 * Administration: what links ask of the log itself, its topics, groups and records.
 *
 * <p>Start at {@link io.replaymq.broker.administration.LogRequests}. What concerns groups, and what must not happen while groups come and
 * go, runs on the dispatch thread; the rest on the threads of the callers. Nothing waits for the log.
 */
@NullMarked
package io.replaymq.broker.administration;

import org.jspecify.annotations.NullMarked;
