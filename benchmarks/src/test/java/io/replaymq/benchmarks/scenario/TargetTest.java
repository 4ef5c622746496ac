package io.replaymq.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.benchmarks.measure.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void comparesRoundByRound() {
        Target ratio = Target.parse("ours@1x1 / theirs@1x1 : sent_per_s >= 1.3");

        Spread measured = ratio.in(List.of(
                run("ours", "1x1", 1, 300),
                run("theirs", "1x1", 1, 100),
                run("theirs", "8x8", 1, 1),
                run("ours", "1x1", 2, 30), // a slow minute met both
                run("theirs", "1x1", 2, 15),
                run("ours", "1x1", 3, 500)));

        assertThat(measured).isEqualTo(new Spread(2.5, 2, 3));
        assertThat(ratio.bound().verdict(1.3)).isEqualTo("yes");
        assertThat(ratio.bound().verdict(1.29)).isEqualTo("no");
    }

    @Test
    void isUnknownWhereOneSideIsMissing() {
        Target ratio = Target.parse("ours@1x1 / theirs@1x1 : sent_per_s >= 1.3");

        assertThat(ratio.in(List.of(run("ours", "1x1", 1, 300))).median()).isNaN();
        assertThat(ratio.bound().verdict(Double.NaN)).isEqualTo("not measured");
    }

    @Test
    void takesAFigureAsItIs() {
        Target goal = Target.parse("ours@idle : sent_per_s <= 64");

        Spread measured = goal.in(List.of(run("ours", "idle", 1, 60), run("theirs", "idle", 1, 1)));

        assertThat(measured.median()).isEqualTo(60);
        assertThat(goal.bound().verdict(64)).isEqualTo("yes");
        assertThat(goal.bound().verdict(65)).isEqualTo("no");
    }

    @Test
    void showsWhatHasNoLimit() {
        Target shown = Target.parse("ours@zstd / ours@none : sent_per_s");

        assertThat(shown.bound().verdict(0)).isEmpty();
        assertThat(shown.sides()).isEqualTo("ours@zstd / ours@none");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> Target.parse("ours is faster")).hasMessageContaining("ours is faster");
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
