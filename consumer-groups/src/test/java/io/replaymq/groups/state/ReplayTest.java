package io.replaymq.groups.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.record.RandomRecords;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The state is a function of the set of records: neither order nor repetition matters, and a snapshot says the same. */
final class ReplayTest {
    @SeededTest(runs = 100)
    void replayingInAnotherOrderAndTwiceGivesTheSameState(Seed seed) {
        List<GroupRecord> records = new RandomRecords(seed).history(1 + seed.nextInt(60));
        List<GroupRecord> shuffled = new ArrayList<>(records);
        for (int i = 0; i < records.size() / 2; i++) {
            shuffled.add(seed.oneOf(records));
        }
        Collections.shuffle(shuffled, new Random(seed.nextLong()));

        assertThat(stateOf(shuffled)).isEqualTo(stateOf(records));
    }

    @SeededTest(runs = 100)
    void aSnapshotAmountsToTheSameState(Seed seed) {
        List<GroupRecord> records = new RandomRecords(seed).history(1 + seed.nextInt(60));

        assertThat(stateOf(replay(records).records())).isEqualTo(stateOf(records));
    }

    @SeededTest(runs = 100)
    void aSnapshotMayBeWrittenInPiecesWhileTheStateMovesOn(Seed seed) {
        List<GroupRecord> records = new RandomRecords(seed).history(20 + seed.nextInt(60));
        int at = seed.nextInt(records.size());
        List<GroupRecord> snapshot = replay(records.subList(0, at)).records();
        List<GroupRecord> log = new ArrayList<>();
        int written = 0;

        for (GroupRecord each : records.subList(at, records.size())) {
            for (int i = 0; i < seed.nextInt(3) && written < snapshot.size(); i++) {
                log.add(snapshot.get(written++));
            }
            log.add(each);
        }
        log.addAll(snapshot.subList(written, snapshot.size()));

        assertThat(stateOf(log)).isEqualTo(stateOf(records));
    }

    private static GroupStates replay(List<GroupRecord> records) {
        GroupStates states = new GroupStates();
        records.forEach(states::replay);
        states.forgetGone();
        return states;
    }

    /** The whole state in a form that can be compared. */
    private static List<GroupRecord> stateOf(List<GroupRecord> records) {
        Comparator<GroupRecord> byKind =
                Comparator.comparing(each -> each.getClass().getName());
        return replay(records).records().stream()
                .sorted(byKind.thenComparing(GroupRecord::groupId).thenComparing(ReplayTest::within))
                .toList();
    }

    private static String within(GroupRecord record) {
        if (record instanceof GroupRecord.Joined joined) {
            return joined.memberId().toString();
        }
        return record instanceof CursorImage image
                ? image.partition() + "/" + image.pages() + image.runs()
                : record.toString();
    }
}
