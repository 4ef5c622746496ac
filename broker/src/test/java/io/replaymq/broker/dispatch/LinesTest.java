package io.replaymq.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.dispatch.Lines.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is served next. */
final class LinesTest {
    private static final Place RED = new Place("red", 0);
    private static final Place BLUE = new Place("blue", 0);
    private static final Place URGENT = new Place("red", 5);

    private final Lines<String> lines = new Lines<>();

    @Test
    void thoseOfOneLineComeInTurn() {
        lines.add(RED, "a");
        lines.add(RED, "b");

        assertThat(lines.next()).isEqualTo("a");
        lines.add(RED, "a");
        assertThat(all()).containsExactly("b", "a");
        assertThat(lines.isEmpty()).isTrue();
    }

    @Test
    void linesOfOnePriorityComeInTurn() {
        lines.add(RED, "a");
        lines.add(RED, "b");
        lines.add(BLUE, "c");
        lines.add(BLUE, "d");

        assertThat(all()).containsExactly("a", "c", "b", "d");
    }

    @Test
    void whoFindsNothingHoldsUpOnlyItsOwnLine() {
        lines.add(RED, "a");
        lines.add(RED, "b");
        lines.add(BLUE, "c");

        lines.sleep(RED, lines.next());

        assertThat(all()).containsExactly("c");
        assertThat(lines.isAwake()).isFalse();
        lines.wakeAll();
        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void theHighestPriorityIsServedBeforeTheOthersUntilItSleeps() {
        lines.add(RED, "a");
        lines.add(URGENT, "x");
        lines.add(URGENT, "y");

        assertThat(lines.next()).isEqualTo("x");
        lines.add(URGENT, "x");
        assertThat(lines.next()).isEqualTo("y");
        lines.sleep(URGENT, "y");

        assertThat(all()).containsExactly("a");
        lines.wakeAll();
        assertThat(all()).containsExactly("y", "x");
    }

    @Test
    void whoComesIntoASleepingLineWakesIt() {
        lines.add(RED, "a");
        lines.sleep(RED, lines.next());

        lines.add(RED, "b");

        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void whoIsGoneIsNotServed() {
        lines.add(RED, "a");
        lines.add(RED, "b");
        lines.add(BLUE, "c");

        lines.remove("b");
        lines.remove("c");

        assertThat(all()).containsExactly("a");
        assertThat(lines.isAwake()).isFalse();
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (String next = lines.next(); next != null; next = lines.next()) {
            all.add(next);
        }
        return all;
    }
}
