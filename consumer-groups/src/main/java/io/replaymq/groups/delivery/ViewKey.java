package io.replaymq.groups.delivery;

import io.replaymq.groups.api.MessageFilter;

/**
 * What a view of a group's messages depends on: who shares it, shares one pass over the topic.
 *
 * @param filter which messages are in it
 */
record ViewKey(MessageFilter filter) {
    /** All that the group has, for all who want it. */
    static final ViewKey PLAIN = new ViewKey(MessageFilter.ALL);

    /** Whether it leaves nothing out, so that the delivered mark says what of it may have been delivered. */
    boolean isWhole() {
        return filter.isAll();
    }
}
