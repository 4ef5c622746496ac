/**
 * Browsing: looking through the messages of a queue that nobody has settled, page by page, straight from the log. The server keeps nothing
 * between two pages.
 *
 * <p>Start at {@link io.replaymq.broker.browse.Browsing}. Belongs to the dispatch thread; the log's threads read.
 */
@NullMarked
package io.replaymq.broker.browse;

import org.jspecify.annotations.NullMarked;
