package io.replaymq.groups.api;

import java.util.concurrent.CompletionStage;

/** Makes the log topics that groups move dead letters and expired messages to, at the first one, with whoever keeps what is in them. */
@FunctionalInterface
public interface DeadLetterTopics {
    /** Makes a topic unless it exists, and a group that reads it. Owner thread. @return completes on any thread */
    CompletionStage<?> make(String topic);
}
