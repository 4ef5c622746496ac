package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.DeadLetter;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of every message, and what must never be seen of it. */
final class History {
    static final TopicPartition DEAD = new TopicPartition("orders.dead-letters", 0);
    static final TopicPartition BILLS = new TopicPartition("bills", 0);

    private final Set<Long> sent = new HashSet<>();
    private final Set<Long> delivered = new HashSet<>();
    private final Map<String, Long> lastOfLane = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();
    private final Map<Long, SimulatedClient> holders = new HashMap<>();
    private final Set<Long> settled = new HashSet<>();
    private final Set<Long> maybeSettled = new HashSet<>(); // acknowledged; the answer was lost, or is on its way
    private final Set<Long> maybeDead = new HashSet<>(); // given back or rejected, perhaps once too often
    private final Set<Long> dead = new HashSet<>(); // as the log says
    private final Set<Long> billed = new HashSet<>(); // as the log says
    private final Map<Long, Integer> lowestNextCount = new HashMap<>();
    private final Stored stored;
    private final Lanes lanes;
    private final int mostDeliveries;
    private long deadLettersRead;
    private long billsRead;

    /** Judges what is seen, and what the log says, of a group that delivers a message so often; 0 for ever. */
    History(Stored stored, int deliveryLimit, Lanes lanes) {
        this.stored = stored;
        this.lanes = lanes;
        this.mostDeliveries = deliveryLimit == 0 ? Integer.MAX_VALUE : deliveryLimit;
    }

    void sent(long baseOffset, int count) {
        for (int i = 0; i < count; i++) {
            sent.add(baseOffset + i);
        }
    }

    void delivered(SimulatedClient to, AcquiredRecord record) {
        read();
        long offset = record.id().offset();
        assertThat(settled).as("acknowledged and delivered again").doesNotContain(offset);
        assertThat(dead).as("a dead letter and delivered again").doesNotContain(offset);
        assertThat(billed).as("acknowledged with a bill and delivered again").doesNotContain(offset);
        assertThat(holders.get(offset)).as("held by another: %d", offset).isNull();
        assertThat(record.deliveryCount())
                .as("delivery count of %d", offset)
                .isGreaterThanOrEqualTo(lowestNextCount.getOrDefault(offset, 1));
        String lane = lanes.of(record.record());
        if (delivered.add(offset) && lane != null) {
            assertThat(lastOfLane.getOrDefault(lane, -1L))
                    .as("first deliveries of a lane come in order")
                    .isLessThan(offset);
            lastOfLane.put(lane, offset);
        }
        String group = HeaderTraits.groupOf(record.record());
        if (group != null) {
            assertThat(holderOfGroup(group)).as("who has messages of %s", group).isIn(null, to);
            groups.put(offset, group);
        }
        holders.put(offset, to);
        maybeSettled.remove(offset);
        maybeDead.remove(offset);
        lowestNextCount.put(offset, record.deliveryCount());
    }

    private @Nullable SimulatedClient holderOfGroup(String group) {
        return holders.entrySet().stream()
                .filter(each -> group.equals(groups.get(each.getKey())))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse(null);
    }

    /** Reads what the log says of dead letters and bills; each message is there once. */
    void read() {
        for (StoredRecord each : stored.from(DEAD, deadLettersRead)) {
            deadLettersRead = each.offset() + 1;
            DeadLetter letter = DeadLetter.in(each.content()).orElseThrow();
            assertThat(dead.add(letter.offset()))
                    .as("dead once: %d", letter.offset())
                    .isTrue();
            assertThat(settled).as("acknowledged and dead").doesNotContain(letter.offset());
        }
        for (StoredRecord each : stored.from(BILLS, billsRead)) {
            billsRead = each.offset() + 1;
            assertThat(billed.add(each.timestampMs())).as("billed once").isTrue();
        }
        assertThat(Collections.disjoint(dead, billed))
                .as("a dead letter and billed")
                .isTrue();
    }

    void acknowledging(long offset) {
        maybeSettled.add(offset);
    }

    void acknowledged(SimulatedClient by, long offset) {
        holders.remove(offset, by);
        maybeSettled.remove(offset);
        settled.add(offset);
    }

    void rejecting(long offset) {
        maybeDead.add(offset);
    }

    void rejected(SimulatedClient by, long offset) {
        holders.remove(offset, by);
        read();
        assertThat(dead).as("a rejection that was confirmed").contains(offset);
    }

    void billed(SimulatedClient by, long offset) {
        holders.remove(offset, by);
        read();
        assertThat(billed).as("a commit that was confirmed").contains(offset);
    }

    void notBilled(long offset) {
        read();
        assertThat(billed).as("a commit that was refused").doesNotContain(offset);
        maybeSettled.remove(offset);
    }

    void givenBack(SimulatedClient by, long offset) {
        holders.remove(offset, by);
    }

    /** Its next delivery is a redelivery; if it was the last one allowed, there is none or it is the last one again. */
    void counted(long offset) {
        lowestNextCount.merge(offset, 1, (known, more) -> Math.min(known + more, mostDeliveries));
    }

    void mayHaveDied(long offset) {
        maybeDead.add(offset);
    }

    long unsettledAtMost() {
        Set<Long> gone = new HashSet<>(settled);
        gone.addAll(dead);
        gone.addAll(billed);
        return (long) sent.size() - gone.size();
    }

    long unsettledAtLeast() {
        Set<Long> perhaps = new HashSet<>(maybeSettled);
        perhaps.addAll(maybeDead);
        perhaps.removeAll(settled);
        perhaps.removeAll(dead);
        perhaps.removeAll(billed);
        return unsettledAtMost() - perhaps.size();
    }

    void assertEverythingSettled(long endOffset) {
        assertThat(delivered).containsAll(sent);
        assertThat(sent).allMatch(offset -> offset < endOffset);
        assertThat(sent)
                .allMatch(offset -> settled.contains(offset)
                        || maybeSettled.contains(offset)
                        || dead.contains(offset)
                        || billed.contains(offset));
    }

    int deadLetters() {
        return dead.size();
    }

    /** Which messages come in order. */
    interface Lanes {
        /** The lane of a message; null if it is in none. */
        @Nullable
        String of(StoredRecord message);
    }

    /** What is in the log. */
    interface Stored {
        /** The records of a partition from an offset on; none if there is no such partition. */
        List<StoredRecord> from(TopicPartition partition, long offset);
    }
}
