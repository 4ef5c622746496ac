/** Chapter 2.8 and what the others say of the simplified API: contexts, their producers and consumers. */
@NullMarked
package io.replaymq.tck.context;

import org.jspecify.annotations.NullMarked;
