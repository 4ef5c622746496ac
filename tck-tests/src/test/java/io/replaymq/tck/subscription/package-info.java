/** Chapters 4.2 and 8.3: topics and the four kinds of subscriptions. */
@NullMarked
package io.replaymq.tck.subscription;

import org.jspecify.annotations.NullMarked;
