package io.replaymq.groups.delivery;

import io.replaymq.groups.api.GroupSettings;
import java.util.concurrent.CompletionStage;

/** What a group asks of whoever runs all of them. */
public interface GroupOwner {
    /** Its last member has left or was fenced. */
    void membersGone(RunningGroup group);

    /** Makes what the settings of a group of that topic need: the dead-letter topic and a group that reads it. */
    CompletionStage<Void> prepare(String topic, GroupSettings settings);

    /** How many messages of a dead-letter topic its group has not settled. */
    CompletionStage<Long> deadLetters(String deadLetterTopic);
}
