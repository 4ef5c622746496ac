package io.replaymq.groups;

import static io.replaymq.groups.GroupsFixture.GROUPS;
import static io.replaymq.groups.GroupsFixture.ORDERS;
import static io.replaymq.groups.GroupsFixture.ids;
import static io.replaymq.groups.GroupsFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.record.GroupRecordDecoder;
import io.replaymq.groups.record.PageImage;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever part of the records is left, from the first on, the groups start from it and deliver what it does not say is settled. */
final class RecoveryBoundaryTest {
    private static final int MESSAGES = 30;

    @Test
    void everyPrefixOfTheRecordsIsALegalState() {
        List<StoredRecord> records = aBusyHistory();

        for (int length = 0; length <= records.size(); length++) {
            GroupsFixture fixture = new GroupsFixture();
            fixture.send(MESSAGES);
            for (StoredRecord each : records.subList(0, length)) {
                fixture.await(fixture.log.append(
                        AppendSet.of(
                                GROUPS,
                                new RecordBatchBuilder(200)
                                        .append(0, each.content())
                                        .build()),
                        Durability.DURABLE));
            }

            fixture.crash();

            assertDeliversTheRest(fixture, records.subList(0, length));
        }
    }

    private static List<StoredRecord> aBusyHistory() {
        GroupsFixture fixture = new GroupsFixture();
        SharedGroup queue = fixture.create("queue");
        fixture.send(MESSAGES);
        GroupMember alice = fixture.await(queue.attach());
        GroupMember bob = fixture.await(queue.attach());
        for (int i = 0; i < 5; i++) {
            List<RecordId> ofAlice = ids(fixture.acquire(alice, 3));
            List<RecordId> ofBob = ids(fixture.acquire(bob, 2));
            fixture.await(alice.acknowledge(ofAlice.subList(1, 3)));
            fixture.await(bob.acknowledge(ofBob));
            fixture.await(alice.release(ofAlice, Seen.BY_APPLICATION));
        }
        bob.disconnect();
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());
        fixture.await(alice.leave());
        List<StoredRecord> records = new ArrayList<>();
        fixture.await(fixture.log.fetch(GROUPS, 0, Integer.MAX_VALUE))
                .batches()
                .forEach(batch -> batch.forEach(records::add));
        return records;
    }

    private static void assertDeliversTheRest(GroupsFixture fixture, List<StoredRecord> records) {
        fixture.pass(GroupsFixture.CONFIG.resumeWindow());
        Optional<SharedGroup> queue = fixture.groups.find("queue");
        assertThat(queue.isPresent()).isEqualTo(!records.isEmpty());
        if (queue.isEmpty()) {
            return;
        }
        GroupMember carol = fixture.await(queue.get().attach());
        BitSet settled = settledBy(records);
        List<Long> expected = new ArrayList<>();
        for (long offset = 0; offset < fixture.log.readableEnd(ORDERS); offset++) {
            if (!settled.get((int) offset)) {
                expected.add(offset);
            }
        }

        assertThat(offsets(fixture.acquire(carol, MESSAGES))).isEqualTo(expected);
    }

    /** Says naively what the records say. */
    private static BitSet settledBy(List<StoredRecord> records) {
        BitSet settled = new BitSet();
        for (StoredRecord stored : records) {
            GroupRecord record = GroupRecordDecoder.decode(stored.content().value(), "test");
            if (record instanceof CursorImage image) {
                settled.set(0, (int) image.floor());
                for (PageImage page : image.pages()) {
                    settled.or(BitSet.valueOf(page.settled())); // all offsets are in page 0
                }
            }
        }
        return settled;
    }
}
