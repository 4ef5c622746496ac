/**
 * A real server process on a disk that fills or fails, and under a clock that jumps. Clients are real JMS clients over TCP. What a
 * machine does not allow is skipped with the reason; see {@link io.replaymq.server.faults.FaultTool}.
 */
@NullMarked
package io.replaymq.server.faults;

import org.jspecify.annotations.NullMarked;
