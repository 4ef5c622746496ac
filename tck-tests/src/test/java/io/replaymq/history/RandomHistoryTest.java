package io.replaymq.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.history.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Histories by chance: a right one is found right, and one in which a single event is changed is not. */
class RandomHistoryTest {
    private static final int HISTORIES = 300;
    private static final int TRANSACTIONS = 120;

    private static List<Violation> check(List<Event> events) {
        HistoryChecker checker = new HistoryChecker(Set.of());
        events.forEach(checker::add);
        return checker.violations();
    }

    @Test
    void aRightHistoryIsFoundRight() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            assertThat(check(RightHistory.of(new Random(seed), TRANSACTIONS)))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @Test
    void aRecordThatIsMissingIsNoticed() {
        assertNoticed(
                Set.of(Kind.LOST, Kind.TORN, Kind.TAKEN_TWICE), RandomHistoryTest::isRead, (event, all) -> List.of());
    }

    @Test
    void aRecordThatIsThereTwiceIsNoticed() {
        assertNoticed(Set.of(Kind.DUPLICATED), RandomHistoryTest::isRead, (event, all) -> {
            Event.Read read = (Event.Read) event;
            return List.of(
                    read,
                    new Event.Read(
                            read.at(), "other", read.destination(), 0, all.size(), read.message(), read.sentBy()));
        });
    }

    @Test
    void aRecordThatNobodySentIsNoticed() {
        assertNoticed(Set.of(Kind.PHANTOM), RandomHistoryTest::isRead, (event, all) -> {
            Event.Read read = (Event.Read) event;
            return List.of(
                    read,
                    new Event.Read(
                            read.at(),
                            "other",
                            read.destination(),
                            0,
                            all.size(),
                            new MessageId("nobody", 1),
                            "nobody/1"));
        });
    }

    @Test
    void aRefusedCommitThatHadItsEffectIsNoticed() {
        assertNoticed(
                Set.of(Kind.ABORTED_READ),
                event -> event instanceof Event.Ended ended
                        && ended.phase() == Phase.SUCCEEDED
                        && ended.session().startsWith("f"),
                (event, all) -> {
                    Event.Ended ended = (Event.Ended) event;
                    return List.of(new Event.Ended(
                            ended.at(), ended.session(), ended.transaction(), ended.decision(), "", Phase.FAILED));
                });
    }

    @Test
    void aConfirmedCommitWithoutEffectIsNoticed() {
        assertNoticed(
                Set.of(Kind.LOST, Kind.TAKEN_TWICE),
                event -> event instanceof Event.Ended ended && ended.phase() == Phase.FAILED,
                (event, all) -> {
                    Event.Ended ended = (Event.Ended) event;
                    return List.of(new Event.Ended(
                            ended.at(), ended.session(), ended.transaction(), ended.decision(), "", Phase.SUCCEEDED));
                });
    }

    private static boolean isRead(Event event) {
        return event instanceof Event.Read;
    }

    /** Changes one event of each history in which there is one to be changed. */
    private static void assertNoticed(
            Set<Kind> expected, Predicate<Event> which, BiFunction<Event, List<Event>, List<Event>> change) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Event> events = new ArrayList<>(RightHistory.of(random, TRANSACTIONS));
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                if (which.test(events.get(i)) && hasWork(events, i)) {
                    places.add(i);
                }
            }
            if (!places.isEmpty()) {
                int place = places.get(random.nextInt(places.size()));
                Event changed = events.remove(place);
                events.addAll(place, change.apply(changed, events));
                assertThat(check(events))
                        .as("seed " + seed + ", without " + changed)
                        .extracting(Violation::kind)
                        .containsAnyElementsOf(expected);
            }
        }
    }

    /** A transaction in which nothing was done may end as it likes. */
    private static boolean hasWork(List<Event> events, int end) {
        return !(events.get(end) instanceof Event.Ended ended)
                || events.stream()
                        .anyMatch(each -> each instanceof Event.Sent sent
                                && sent.session().equals(ended.session())
                                && sent.transaction() == ended.transaction());
    }
}
