/**
 * The log's contract: values, interfaces, configuration and exceptions. No file, thread or ring shows through it.
 *
 * <p>Start at {@link io.replaymq.log.api.ReplayLog}. Everything here may be called from any thread, except a
 * {@link io.replaymq.log.api.LogReader}, which belongs to one thread at a time.
 */
@NullMarked
package io.replaymq.log.api;

import org.jspecify.annotations.NullMarked;
