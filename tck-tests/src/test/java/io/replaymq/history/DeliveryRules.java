package io.replaymq.history;

import io.replaymq.history.Violation.Kind;
import io.replaymq.history.Work.Fate;
import io.replaymq.history.Work.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules for deliveries from a queue: who may get what, flagged how, in which order. */
final class DeliveryRules {
    private static final int FIRST_DELIVERY = 1;

    private final Account account;
    private final Findings findings;
    private final Map<String, List<SessionLife>> consumers = new LinkedHashMap<>();

    DeliveryRules(Account account, Findings findings) {
        this.account = account;
        this.findings = findings;
    }

    void check() {
        for (String destination : account.destinations()) {
            for (Copy copy : account.copies(destination)) {
                copy.takes().sort(Comparator.comparingLong(Take::at));
                checkPairs(copy);
            }
        }
        account.sessions().forEach(this::addConsumer);
        consumers.forEach(this::checkOrder);
    }

    /** A message has few deliveries. */
    private void checkPairs(Copy copy) {
        List<Take> takes = copy.takes();
        for (int later = 1; later < takes.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                check(takes.get(earlier), takes.get(later));
            }
        }
    }

    private void check(Take earlier, Take later) {
        boolean sameSession = earlier.session().equals(later.session());
        boolean knowsOfEarlier = sameSession || account.session(later.session()).openedAt() > earlier.at();
        if (knowsOfEarlier && later.count() <= FIRST_DELIVERY) {
            findings.add(Kind.NOT_FLAGGED, () -> earlier.copy().toString());
        }
        if (account.session(later.session()).openedAt() > earlier.by().toldAt()) {
            findings.add(Kind.DELIVERED_AFTER_SETTLED, () -> earlier.copy() + ": " + later);
        }
        if (!sameSession
                && earlier.by().isTransaction()
                && earlier.by().fate() == Fate.COMMITTED
                && later.at() < earlier.by().askedAt()) {
            findings.add(Kind.ZOMBIE_COMMITTED, () -> earlier.copy() + ": " + earlier + ", then " + later);
        }
    }

    private void addConsumer(SessionLife session) {
        session.takes().stream()
                .map(take -> take.copy().destination())
                .distinct()
                .forEach(destination -> consumers
                        .computeIfAbsent(destination, any -> new ArrayList<>())
                        .add(session));
    }

    /** Nothing is said of queues where somebody may have gone, or have been there at the same time: what they gave back comes later. */
    private void checkOrder(String destination, List<SessionLife> sessions) {
        sessions.sort(Comparator.comparingLong(SessionLife::openedAt));
        for (int i = 0; i < sessions.size(); i++) {
            if (i + 1 < sessions.size() && !sessions.get(i).isBefore(sessions.get(i + 1))) {
                return;
            }
            checkOrder(destination, sessions.get(i));
        }
    }

    private void checkOrder(String destination, SessionLife session) {
        Map<String, Copy> last = new HashMap<>();
        for (Take take : session.takes()) {
            Copy copy = take.copy();
            boolean isNew = copy.isSent() && copy.takes().get(0).equals(take);
            if (!isNew || !copy.destination().equals(destination)) {
                continue;
            }
            Copy before = last.put(copy.by().session(), copy);
            if (before != null && before.rank() > copy.rank()) {
                findings.add(Kind.RECEIVED_OUT_OF_ORDER, () -> "after " + before + " came " + copy);
            }
        }
    }
}
