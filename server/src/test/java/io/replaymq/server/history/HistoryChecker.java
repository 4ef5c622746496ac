package io.replaymq.server.history;

import io.replaymq.server.history.History.Subscription;
import io.replaymq.server.history.Violation.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * Checks a history, in time and memory that are linear in its events. Of each promise that is broken it names the first case: the
 * lowest number that is lost, the earliest event that is wrong.
 *
 * <p>A send that was not confirmed may have happened or not: both are right, once.
 */
public final class HistoryChecker {
    private final Subscription subscription;
    private final BitSet[] seen;
    private final Finding lost = new Finding(Kind.LOST);
    private final Finding duplicated = new Finding(Kind.DUPLICATED);
    private final Finding reordered = new Finding(Kind.REORDERED);
    private final Finding phantom = new Finding(Kind.PHANTOM);

    private HistoryChecker(Subscription subscription) {
        this.subscription = subscription;
        this.seen = subscription.producers().stream()
                .map(sent -> new BitSet(sent.attempted()))
                .toArray(BitSet[]::new);
    }

    /** Everything that is wrong; empty if nothing is. */
    public static List<Violation> check(History history) {
        List<Violation> violations = new ArrayList<>();
        for (Subscription each : history.subscriptions()) {
            violations.addAll(new HistoryChecker(each).check());
        }
        return violations;
    }

    private List<Violation> check() {
        for (Received each : subscription.consumers()) {
            int[] highest = new int[seen.length];
            Arrays.fill(highest, -1);
            for (int at = 0; at < each.size(); at++) {
                checkEvent(each, at, highest);
            }
        }
        for (int producer = 0; producer < seen.length; producer++) {
            checkProducer(producer);
        }
        List<Violation> violations = new ArrayList<>();
        for (Finding each : List.of(lost, duplicated, reordered, phantom)) {
            each.addTo(violations);
        }
        return violations;
    }

    private void checkEvent(Received received, int at, int[] highest) {
        int producer = received.producer(at);
        int number = received.number(at);
        if (producer >= seen.length
                || number >= subscription.producers().get(producer).attempted()) {
            phantom.add(() -> event(received, at));
            return;
        }
        if (seen[producer].get(number)) {
            duplicated.add(() -> event(received, at) + ", first " + firstOf(producer, number));
        }
        seen[producer].set(number);
        int before = highest[producer];
        if (number < before) {
            reordered.add(() -> event(received, at) + ", behind number " + before);
        }
        highest[producer] = Math.max(before, number);
    }

    private void checkProducer(int producer) {
        Sent sent = subscription.producers().get(producer);
        int number = sent.nextConfirmed(0);
        while (number >= 0) {
            if (!seen[producer].get(number)) {
                int missing = number;
                lost.add(() -> "producer " + producer + " number " + missing + " of " + sent.attempted());
            }
            number = sent.nextConfirmed(number + 1);
        }
    }

    /** Only ever asked for the witness, so that the whole stays linear. */
    private String firstOf(int producer, int number) {
        for (Received each : subscription.consumers()) {
            for (int at = 0; at < each.size(); at++) {
                if (each.producer(at) == producer && each.number(at) == number) {
                    return event(each, at);
                }
            }
        }
        throw new IllegalStateException("producer " + producer + " number " + number + " was not seen");
    }

    private static String event(Received received, int at) {
        return "producer " + received.producer(at) + " number " + received.number(at) + " at consumer "
                + received.consumer() + ", its message " + at;
    }

    /** One kind of violation in this subscription: how many, and the first. */
    private final class Finding {
        private final Kind kind;
        private int count;
        private String witness = "";

        Finding(Kind kind) {
            this.kind = kind;
        }

        void add(Supplier<String> text) {
            if (count++ == 0) {
                witness = subscription.name() + ": " + text.get();
            }
        }

        void addTo(List<Violation> all) {
            if (count > 0) {
                all.add(new Violation(kind, count, witness));
            }
        }
    }
}
