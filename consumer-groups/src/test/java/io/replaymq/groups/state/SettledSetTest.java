package io.replaymq.groups.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.record.PageImage;
import io.replaymq.groups.record.PageRun;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** The settled set against a plain bit set. */
final class SettledSetTest {
    private static final int PAGES = 12;
    private static final int OFFSETS = PAGES * PageImage.OFFSETS;

    @SeededTest(runs = 100)
    void agreesWithAPlainBitSet(Seed seed) {
        SettledSet settled = new SettledSet();
        BitSet model = new BitSet();

        for (int step = 0; step < 60; step++) {
            change(settled, model, seed);

            assertThat(settled.floor()).isEqualTo(model.nextClearBit(0));
            for (int i = 0; i < 40; i++) {
                int offset = seed.nextInt(OFFSETS + 2_000);
                assertThat(settled.contains(offset)).isEqualTo(model.get(offset));
                assertThat(settled.nextUnsettled(offset))
                        .isEqualTo(Math.max(model.nextClearBit(offset), settled.floor()));
                assertThat(settled.isEmptyFrom(offset)).satisfies(empty -> {
                    if (empty) {
                        assertThat(model.length()).isLessThanOrEqualTo(offset);
                    }
                });
            }
            assertPageAgrees(settled, model, seed.nextInt(PAGES));
        }
    }

    private static void change(SettledSet settled, BitSet model, Seed seed) {
        int page = seed.nextInt(PAGES);
        switch (seed.nextInt(8)) {
            case 0 -> {
                int floor = seed.oneIn(4) ? seed.nextInt(OFFSETS) : (int) settled.floor() + seed.nextInt(100);
                model.set(0, floor);
                settled.raiseFloor(floor);
            }
            case 1 -> {
                int end = page + 1 + seed.nextInt(3);
                model.set(page * PageImage.OFFSETS, end * PageImage.OFFSETS);
                settled.addRun(page, end);
            }
            case 2 -> {
                model.set(page * PageImage.OFFSETS, (page + 1) * PageImage.OFFSETS);
                long[] all = new long[PageImage.WORDS];
                java.util.Arrays.fill(all, -1L);
                settled.addPage(page, all);
            }
            default -> {
                long[] words = new long[PageImage.WORDS];
                for (int i = 0; i < 1 + seed.nextInt(300); i++) {
                    int place = seed.nextInt(PageImage.OFFSETS);
                    words[place >> 6] |= 1L << place;
                    model.set(page * PageImage.OFFSETS + place);
                }
                settled.addPage(page, words);
            }
        }
    }

    private static void assertPageAgrees(SettledSet settled, BitSet model, int page) {
        long[] words = settled.words(page);
        for (int place = 0; place < PageImage.OFFSETS; place++) {
            int offset = page * PageImage.OFFSETS + place;
            boolean expected = model.get(offset) && offset >= settled.floor();
            assertThat((words[place >> 6] & (1L << place)) != 0)
                    .as("offset %d", offset)
                    .isEqualTo(expected);
        }
    }

    @Test
    void keepsMillionsSettledAboveOneThatIsNotAsOneRun() {
        SettledSet settled = new SettledSet();
        long[] allButTheFirst = new long[PageImage.WORDS];
        java.util.Arrays.fill(allButTheFirst, -1L);
        allButTheFirst[0] = -2L;
        settled.addPage(0, allButTheFirst);
        long[] all = new long[PageImage.WORDS];
        java.util.Arrays.fill(all, -1L);

        for (int page = 1; page <= 10_000; page++) {
            settled.addPage(page, all);
        }

        assertThat(settled.runs()).containsExactly(new PageRun(1, 10_001));
        assertThat(settled.partialPages()).containsExactly(0L);
        assertThat(settled.nextUnsettled(1)).isEqualTo(10_001L * PageImage.OFFSETS);
    }
}
