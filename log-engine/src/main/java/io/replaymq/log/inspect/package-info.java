/**
 * Looks into a data directory that no log has open, or beside one: shows everything that is stored, and verifies it. Reads with the
 * readers that recovery uses, and changes nothing.
 *
 * <p>Start at {@link io.replaymq.log.inspect.LogInspection}. Belongs to the thread that calls it, which does the I/O; it must not be
 * interrupted. This package is shared with the modules above.
 */
@NullMarked
package io.replaymq.log.inspect;

import org.jspecify.annotations.NullMarked;
