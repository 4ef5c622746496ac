package io.replaymq.remote.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.remote.api.RemoteClientConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RemoteClientConfig CONFIG =
            RemoteClientConfig.parse("replaymq://host?retryMin=100&retryMax=1000");

    private double chance;
    private final Backoff backoff = new Backoff(CONFIG, () -> chance);

    @Test
    void triesAtOnceAndThenAfterPausesThatDoubleUpToTheLongest() {
        chance = 1;

        assertThat(pauses(7)).containsExactly(0L, 100L, 200L, 400L, 800L, 1_000L, 1_000L);
    }

    @Test
    void shortensEachPauseByUpToHalf() {
        assertThat(pauses(4)).containsExactly(0L, 50L, 100L, 200L);

        backoff.begin();
        chance = 0.5;
        assertThat(pauses(4)).containsExactly(0L, 75L, 150L, 300L);
    }

    @Test
    void beginsAnewWithTheNextInterruption() {
        pauses(5);

        backoff.begin();

        assertThat(pauses(2)).containsExactly(0L, 50L);
    }

    @Test
    void neverPausesForLongerHoweverOftenItTried() {
        chance = 1;

        assertThat(pauses(200)).last().isEqualTo(1_000L);
    }

    private List<Long> pauses(int count) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pauses.add(backoff.nextPauseMs());
        }
        return pauses;
    }
}
