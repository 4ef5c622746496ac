/**
 * Transaction managers that applications run, unmodified, over a database and a queue: Narayana and Atomikos, each with its own recovery. What one
 * of them does happens in a process of its own, {@link io.replaymq.wild.xa.TransferProcess}, which ends or waits at a step of the protocol, so that
 * a test can kill it or the server there.
 */
@NullMarked
package io.replaymq.wild.xa;

import org.jspecify.annotations.NullMarked;
