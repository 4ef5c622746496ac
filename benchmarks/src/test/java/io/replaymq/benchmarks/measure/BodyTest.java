package io.replaymq.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void carriesItsStampThroughTheWholePool() {
        Body body = new Body(1000, 1);

        for (long stamp = 0; stamp < 3_000; stamp++) {
            byte[] next = body.next(stamp);

            assertThat(next).hasSize(1000);
            assertThat(Body.stampOf(next)).isEqualTo(stamp);
        }
    }

    @Test
    void bodiesDiffer() {
        Body body = new Body(64, 1);

        assertThat(body.next(0)).isNotEqualTo(body.next(0));
    }
}
