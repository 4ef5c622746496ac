/**
 * Reading: fetches by offset and time, waiting ones included, and the reader for applications.
 *
 * <p>Start at {@link io.replaymq.log.read.LogFetcher}. Any thread asks. What lies in the in-memory tail is answered at once; the
 * rest is read by the threads {@code log-reader-N}. The thread that publishes batches feeds the tail and answers who waited.
 */
@NullMarked
package io.replaymq.log.read;

import org.jspecify.annotations.NullMarked;
