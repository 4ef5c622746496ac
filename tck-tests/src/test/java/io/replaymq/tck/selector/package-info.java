/** Chapter 3.8: which messages a selector matches, and which selectors are refused. */
@NullMarked
package io.replaymq.tck.selector;

import org.jspecify.annotations.NullMarked;
