package io.replaymq.groups.delivery;

import io.replaymq.groups.api.MessageFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a view of a group's messages depends on: who shares it, shares one pass over the topic.
 *
 * @param filter which messages are in it
 * @param member whose it is alone, where there are message groups; null: everybody's with that filter
 */
record ViewKey(MessageFilter filter, @Nullable Member member) {
    /** All that the group has, for all who want it. */
    static final ViewKey PLAIN = new ViewKey(MessageFilter.ALL, null);

    /** Whether it leaves nothing out, so that the delivered mark says what of it may have been delivered. */
    boolean isWhole() {
        return filter.isAll() && member == null;
    }
}
