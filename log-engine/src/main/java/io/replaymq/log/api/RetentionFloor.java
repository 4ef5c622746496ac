package io.replaymq.log.api;

/** Says what somebody still has to deliver from a partition; retention stays below it. */
@FunctionalInterface
public interface RetentionFloor {
    /** The lowest offset still needed, {@link Long#MAX_VALUE} for none. Called from an engine thread: must not block. */
    long lowestNeededOffset();
}
