/**
 * Message selectors: Jakarta Messaging 3.1, section 3.8.1. A text is parsed once, by the grammar in {@code src/main/antlr4}, and compiled
 * into an expression that reads header fields and properties from the bytes of a record.
 *
 * <p>Start at {@link io.replaymq.broker.selector.Selector}. Everything is immutable; any thread enters. A selector from the network is
 * bounded before it is parsed, and what it costs per message is bounded by its length and the message's headers.
 */
@NullMarked
package io.replaymq.broker.selector;

import org.jspecify.annotations.NullMarked;
