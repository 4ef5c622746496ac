/**
 * Links: what one client has open at the broker, and whose client identifier is whose.
 *
 * <p>Start at {@link io.replaymq.broker.link.InVmBrokerLink}. Any thread enters; a link only checks and passes on.
 */
@NullMarked
package io.replaymq.broker.link;

import org.jspecify.annotations.NullMarked;
