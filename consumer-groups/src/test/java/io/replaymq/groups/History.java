package io.replaymq.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.AcquiredRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is known of every message, and what must never be seen of it. */
final class History {
    private final Set<Long> sent = new HashSet<>();
    private final TreeSet<Long> delivered = new TreeSet<>();
    private final Map<Long, SimulatedClient> holders = new HashMap<>();
    private final Set<Long> settled = new HashSet<>();
    private final Set<Long> maybeSettled = new HashSet<>(); // acknowledged; the answer was lost, or is on its way
    private final Map<Long, Integer> lowestNextCount = new HashMap<>();

    void sent(long baseOffset, int count) {
        for (int i = 0; i < count; i++) {
            sent.add(baseOffset + i);
        }
    }

    void delivered(SimulatedClient to, AcquiredRecord record) {
        long offset = record.id().offset();
        assertThat(settled).as("acknowledged and delivered again").doesNotContain(offset);
        assertThat(holders.get(offset)).as("held by another: %d", offset).isNull();
        assertThat(record.deliveryCount())
                .as("delivery count of %d", offset)
                .isGreaterThanOrEqualTo(lowestNextCount.getOrDefault(offset, 1));
        if (delivered.add(offset)) {
            assertThat(delivered.last()).as("first deliveries come in order").isEqualTo(offset);
        }
        holders.put(offset, to);
        maybeSettled.remove(offset);
        lowestNextCount.put(offset, record.deliveryCount());
    }

    void acknowledging(long offset) {
        maybeSettled.add(offset);
    }

    void acknowledged(SimulatedClient by, long offset) {
        holders.remove(offset, by);
        maybeSettled.remove(offset);
        settled.add(offset);
    }

    void givenBack(SimulatedClient by, long offset) {
        holders.remove(offset, by);
    }

    /** Its next delivery is a redelivery. */
    void counted(long offset) {
        lowestNextCount.merge(offset, 1, Integer::sum);
    }

    long unsettledAtMost() {
        return (long) sent.size() - settled.size();
    }

    long unsettledAtLeast() {
        return unsettledAtMost() - maybeSettled.size();
    }

    void assertEverythingSettled(long endOffset) {
        assertThat(delivered).containsAll(sent);
        assertThat(sent).allMatch(offset -> offset < endOffset);
        assertThat(sent).allMatch(offset -> settled.contains(offset) || maybeSettled.contains(offset));
    }
}
