/** What the specification says about transactions of sessions and contexts, and about the interfaces for distributed ones. */
@NullMarked
package io.replaymq.tck.transaction;

import org.jspecify.annotations.NullMarked;
