package io.replaymq.groups.membership;

/**
 * Now, as the coordinator has it.
 *
 * @param nanos how long the coordinator has been running: by this sessions end
 * @param wallMs milliseconds since the epoch, for what is remembered over restarts
 */
public record Moment(long nanos, long wallMs) {}
