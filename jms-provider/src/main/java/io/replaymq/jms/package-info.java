/**
 * Jakarta Messaging 3.1 over the broker's interface, in-VM or remote.
 */
@NullMarked
package io.replaymq.jms;

import org.jspecify.annotations.NullMarked;
