/**
 * The storage seam: everything the log does to a disk goes through here, so that tests can put a failing one in its place.
 *
 * <p>Start at {@link io.replaymq.log.storage.LogDirectory}. The only place in the project that touches a file channel. Called on
 * engine threads only: a thread that is interrupted inside a file channel closes it for everybody.
 */
@NullMarked
package io.replaymq.log.storage;

import org.jspecify.annotations.NullMarked;
