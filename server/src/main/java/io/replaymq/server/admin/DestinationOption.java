package io.replaymq.server.admin;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.log.api.InvalidTopicException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option without which nothing is done to the topics of queues and topics of applications. Filled by the parser. */
public final class DestinationOption {
    private static final String NAME = "--of-destination";

    @Option(
            names = NAME,
            description =
                    "Needed if the topic holds the messages of a queue or of a topic of applications: says that it is meant.")
    private boolean meant;

    /**
     * Which topics may be meant.
     *
     * @param destination whose messages the topic holds, if any
     * @throws InvalidTopicException if it holds a destination's and the option was not given
     */
    public Reach reach(String topic, @Nullable Destination destination) {
        if (destination != null && !meant) {
            throw new InvalidTopicException("topic " + topic + " holds the messages of " + destination + "; add " + NAME
                    + " if that is what you mean");
        }
        return meant ? Reach.DESTINATIONS_TOO : Reach.PLAIN_TOPICS;
    }
}
