package io.replaymq.groups.membership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By when the members of a group have to be heard of, and whom to tell of changes. Not stored: a start gives everyone a full session. */
final class Sessions {
    private final Map<String, Session> sessions = new HashMap<>();

    private static final class Session {
        long deadlineNanos;

        @Nullable
        Long releaseDeadlineNanos;

        @Nullable
        Runnable listener;
    }

    void heard(Member member, long nowNanos) {
        session(member).deadlineNanos = nowNanos + member.joined().sessionTimeoutMs() * 1_000_000L;
    }

    /** Takes note of whether a member has still partitions to give up. */
    void releasing(Member member, long nowNanos) {
        Session session = session(member);
        if (member.revoking().isEmpty()) {
            session.releaseDeadlineNanos = null;
        } else if (session.releaseDeadlineNanos == null) {
            session.releaseDeadlineNanos = nowNanos + member.joined().rebalanceTimeoutMs() * 1_000_000L;
        }
    }

    void listen(Member member, Runnable listener) {
        session(member).listener = listener;
    }

    void gone(String memberId) {
        sessions.remove(memberId);
    }

    @Nullable
    Runnable listener(String memberId) {
        Session session = sessions.get(memberId);
        return session == null ? null : session.listener;
    }

    /** The members whose time is over. One that has not been heard of since the start begins its session now. */
    List<Member> expired(Iterable<Member> members, long nowNanos) {
        List<Member> expired = new ArrayList<>();
        for (Member each : members) {
            if (!sessions.containsKey(each.memberId())) {
                heard(each, nowNanos);
                releasing(each, nowNanos);
            }
            Session session = session(each);
            Long releaseNanos = session.releaseDeadlineNanos;
            if (session.deadlineNanos - nowNanos <= 0 || (releaseNanos != null && releaseNanos - nowNanos <= 0)) {
                expired.add(each);
            }
        }
        return expired;
    }

    private Session session(Member member) {
        return sessions.computeIfAbsent(member.memberId(), absent -> new Session());
    }
}
