package io.replaymq.groups.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which member the messages of which message groups go to, in all partitions: the first that takes one of them, as long as it is a member.
 * Groups are told apart by a hash into so many buckets, so that memory does not grow with their number; those of one bucket share a
 * member. Nothing of it is journaled: after a restart the members say what they hold.
 *
 * <p><b>Threads:</b> the owner thread.
 */
final class MessageGroups {
    static final int BUCKETS = 1_024;

    /** Of a message that belongs to no message group. */
    static final int NONE = -1;

    private final Runnable whenMet;
    private @Nullable Member[] owners = new @Nullable Member[0]; // until the first message of a group was met

    /** @param whenMet called once, when the first message that belongs to a message group is met */
    MessageGroups(Runnable whenMet) {
        this.whenMet = whenMet;
    }

    /** Whether there are message groups here. */
    boolean areMet() {
        return owners.length > 0;
    }

    /** The bucket of a message group; {@link #NONE} if there is none. */
    int bucketOf(@Nullable String group) {
        if (group == null) {
            return NONE;
        }
        if (owners.length == 0) {
            owners = new @Nullable Member[BUCKETS];
            whenMet.run();
        }
        int hash = group.hashCode() * 0x9E3779B1;
        return (hash >>> 16) & (BUCKETS - 1);
    }

    /** Whether a bucket's messages may go to a member. */
    boolean isOpenTo(Member member, int bucket) {
        Member owner = owners[bucket];
        return owner == null || owner == member;
    }

    /** A member holds a message of a bucket: the others of it are its own too, unless somebody has them. */
    void claim(Member member, int bucket) {
        if (owners[bucket] == null && member.isMember()) {
            owners[bucket] = member;
        }
    }

    /** A member is one no longer. The buckets that were its own. */
    List<Integer> free(Member member) {
        List<Integer> freed = new ArrayList<>();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == member) {
                owners[i] = null;
                freed.add(i);
            }
        }
        return freed;
    }
}
