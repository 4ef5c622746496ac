/**
 * Checkpoints: up to where the segments are durable by themselves, so that the journal before that is not needed any more.
 *
 * <p>Start at {@link io.replaymq.log.checkpoint.Checkpoint}. Two files take turns, so that one damaged checkpoint leaves the one
 * before it, whose journal files are kept as long. Layout: {@code docs/format/checkpoint.md}.
 */
@NullMarked
package io.replaymq.log.checkpoint;

import org.jspecify.annotations.NullMarked;
