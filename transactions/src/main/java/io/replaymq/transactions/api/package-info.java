/**
 * What applications see of producers: {@link io.replaymq.transactions.api.LogProducer}, its settings and its records. An
 * implementation is obtained from {@code io.replaymq.transactions.LogClient}. Guide: {@code docs/guide/log-api.md}.
 */
@NullMarked
package io.replaymq.transactions.api;

import org.jspecify.annotations.NullMarked;
