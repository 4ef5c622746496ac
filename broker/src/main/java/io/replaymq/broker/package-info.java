/**
 * The broker: destinations and subscriptions over the log, without network or Jakarta types.
 */
@NullMarked
package io.replaymq.broker;

import org.jspecify.annotations.NullMarked;
