/** Chapters 5 and 6.1: finding a provider and connecting to it; client identifiers, start, stop and close. */
@NullMarked
package io.replaymq.tck.connection;

import org.jspecify.annotations.NullMarked;
