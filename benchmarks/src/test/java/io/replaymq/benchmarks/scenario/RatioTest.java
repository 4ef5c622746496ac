package io.replaymq.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.benchmarks.measure.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void comparesRoundByRound() {
        Ratio ratio = Ratio.parse("ours@1x1 / theirs@1x1 : sent_per_s >= 1.3");

        Spread measured = ratio.in(List.of(
                run("ours", "1x1", 1, 300),
                run("theirs", "1x1", 1, 100),
                run("theirs", "8x8", 1, 1),
                run("ours", "1x1", 2, 30), // a slow minute met both
                run("theirs", "1x1", 2, 15),
                run("ours", "1x1", 3, 500)));

        assertThat(measured).isEqualTo(new Spread(2.5, 2, 3));
        assertThat(ratio.wanted()).isEqualTo(1.3);
    }

    @Test
    void isUnknownWhereOneSideIsMissing() {
        Ratio ratio = Ratio.parse("ours@1x1 / theirs@1x1 : sent_per_s >= 1.3");

        assertThat(ratio.in(List.of(run("ours", "1x1", 1, 300))).median()).isNaN();
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> Ratio.parse("ours is faster")).hasMessageContaining("ours is faster");
    }

    private static Result run(String provider, String name, int round, double rate) {
        return Result.parse(new Result()
                .put("provider", provider)
                .put("case", name)
                .put("round", round)
                .put("sent_per_s", rate)
                .toString());
    }
}
