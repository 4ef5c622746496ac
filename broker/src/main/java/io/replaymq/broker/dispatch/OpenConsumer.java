package io.replaymq.broker.dispatch;

import io.replaymq.broker.api.ConsumerLink;

/** A consumer as its link holds it: it can also be left without a goodbye. */
public interface OpenConsumer extends ConsumerLink {
    /** Stops deliveries; what the consumer holds stays its own until it resumes or the resume window is over. */
    void abandon();
}
