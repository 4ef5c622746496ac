package io.replaymq.tck.random;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model of the session that sends: what it has sent in a transaction that is not committed yet. */
final class Sender {
    private final boolean transacted;
    private final List<Pending> pending = new ArrayList<>();

    /** @param to null for the topic: whoever subscribes to it when it is committed */
    private record Pending(int number, @Nullable Source to) {}

    Sender(boolean transacted) {
        this.transacted = transacted;
    }

    boolean isTransacted() {
        return transacted;
    }

    boolean hasSent() {
        return !pending.isEmpty();
    }

    void send(int number, @Nullable Source to) {
        pending.add(new Pending(number, to));
    }

    /** What it sent is there for those to whom it was sent. */
    void commit(List<Source> sources) {
        for (Pending each : pending) {
            for (Source source : sources) {
                boolean gets = each.to() == null ? !source.isQueue() : source == each.to();
                if (gets) {
                    source.waiting().add(new Sent(each.number()));
                }
            }
        }
        pending.clear();
    }

    void rollBack() {
        pending.clear();
    }
}
