package io.replaymq.groups.delivery;

import io.replaymq.groups.api.Exclusivity;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Who may take messages while there are exclusive members: one of them, as long as it is a member; then the one with the highest priority, or
 * who has been there for longest. <b>Threads:</b> the owner thread.
 */
final class Turns {
    private @Nullable Member having;

    /** The members have changed. Whether it is somebody else's turn now. */
    boolean look(Collection<Member> members) {
        Member before = having;
        if (before != null && wantsAll(before) && members.contains(before)) {
            return false; // though it may be leaving: what it held goes back first
        }
        Member next = null;
        for (Member each : members) {
            if (isCandidate(each) && (next == null || each.options.priority() > next.options.priority())) {
                next = each;
            }
        }
        having = next;
        return next != before;
    }

    private static boolean isCandidate(Member member) {
        return member.isMember() && wantsAll(member);
    }

    private static boolean wantsAll(Member member) {
        return member.options.exclusivity() == Exclusivity.EXCLUSIVE;
    }

    /** Whether somebody has it all for itself. */
    boolean areExclusive() {
        return having != null;
    }

    /** Whether a member may take messages. */
    boolean isOf(Member member) {
        return having == null || having == member;
    }
}
