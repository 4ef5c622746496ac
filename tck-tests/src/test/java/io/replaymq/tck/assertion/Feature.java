package io.replaymq.tck.assertion;

import java.util.EnumSet;
import java.util.Set;

/** Parts of Jakarta Messaging that a provider could be without while it is being built. */
public enum Feature {
    TRANSACTIONS,
    DISTRIBUTED_TRANSACTIONS,
    SELECTORS,
    NO_LOCAL,
    BROWSERS,
    SHARED_SUBSCRIPTIONS,
    TEMPORARY_DESTINATIONS,
    DELIVERY_DELAY,
    PRIORITY_ORDER,
    DOMAIN_INTERFACES,
    CONNECTION_CONSUMERS;

    /** What ReplayMQ refuses yet. An entry leaves this list with the change that builds the feature. */
    public static final Set<Feature> NOT_YET = EnumSet.noneOf(Feature.class);

    /** As it is read in a sentence. */
    public String title() {
        return Sentences.of(name());
    }
}
