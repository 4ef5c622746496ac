/**
 * The wire protocol, version 1: frames, their bytes, and how they reach a channel.
 *
 * <p>Start at {@link io.replaymq.remote.wire.FrameType}. The schema is the resource {@code wire-v1.json}; every codec here is
 * tested against it, field by field. Layout: {@code docs/format/wire.md}. A reader never trusts a length or a count before it
 * has compared it with the bytes present.
 */
@NullMarked
package io.replaymq.remote.wire;

import org.jspecify.annotations.NullMarked;
