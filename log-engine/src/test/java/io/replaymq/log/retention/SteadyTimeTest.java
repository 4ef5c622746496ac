package io.replaymq.log.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import io.replaymq.log.testing.SettableTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private static final long START_MS = 1_700_000_000_000L;
    private static final Duration TEN_DAYS = Duration.ofDays(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableTime clock = new SettableTime(START_MS);
    private final SteadyTime steady = new SteadyTime(clock);

    @Test
    void followsAClockThatGoesRight() {
        clock.pass(TEN_DAYS);

        assertThat(steady.wallMs()).isEqualTo(clock.wallMs());
    }

    @Test
    void followsAJumpForwardAtTwiceTheSpeedOfTime() {
        clock.jump(TEN_DAYS);
        assertThat(steady.wallMs()).isEqualTo(START_MS);

        clock.pass(MINUTE);
        assertThat(steady.wallMs()).isEqualTo(START_MS + 2 * MINUTE.toMillis());

        clock.pass(TEN_DAYS);
        assertThat(steady.wallMs()).isEqualTo(clock.wallMs());
    }

    @Test
    void followsAJumpBackAtOnceAndItsCorrectionToo() {
        clock.jump(Duration.ofDays(-3_650));
        assertThat(steady.wallMs()).isEqualTo(clock.wallMs());

        clock.pass(MINUTE);
        clock.jump(Duration.ofDays(3_650));
        assertThat(steady.wallMs()).isEqualTo(START_MS + MINUTE.toMillis());
    }

    @SeededTest(runs = 200)
    void isNeverAheadOfTheClockNorOfTwiceTheTimeThatPassed(Seed seed) {
        long passedMs = 0;
        for (int i = 0; i < 50; i++) {
            if (seed.nextInt(2) == 0) {
                clock.jump(Duration.ofMinutes(seed.nextInt(200_000) - 100_000));
            }
            Duration elapsed = Duration.ofMillis(seed.nextInt(100_000));
            clock.pass(elapsed);
            passedMs += elapsed.toMillis();

            assertThat(steady.wallMs())
                    .isLessThanOrEqualTo(clock.wallMs())
                    .isLessThanOrEqualTo(START_MS + 2 * passedMs);
        }
    }
}
