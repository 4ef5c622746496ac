/**
 * Temporary destinations: made by a link, deleted with it, consumed from by nobody else. Jakarta Messaging 3.1, section 6.2.2.
 *
 * <p>Start at {@link io.replaymq.broker.temporary.TemporaryDestinations}. Belongs to the dispatch thread. Which there are and whose they
 * are is told by the names of topics in the log: nothing is recorded a second time.
 */
@NullMarked
package io.replaymq.broker.temporary;

import org.jspecify.annotations.NullMarked;
