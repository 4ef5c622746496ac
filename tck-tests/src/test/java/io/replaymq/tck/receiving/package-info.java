/** Chapters 8.1, 8.2 and 8.5 to 8.8: consumers, synchronous and with listeners, and how they end. */
@NullMarked
package io.replaymq.tck.receiving;

import org.jspecify.annotations.NullMarked;
