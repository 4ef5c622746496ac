package io.replaymq.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTest {
    @Test
    void readsBackWhatItWrote() {
        Result written = new Result()
                .put("case", "8x8 \"quoted\" \\ back")
                .put("sent_per_s", 12345.6)
                .put("p50_us", 0.25)
                .put("round", 3);

        Result read = Result.parse(written.toString());

        assertThat(read.text("case")).isEqualTo("8x8 \"quoted\" \\ back");
        assertThat(read.number("sent_per_s")).isEqualTo(12346);
        assertThat(read.number("p50_us")).isEqualTo(0.25);
        assertThat(read.text("round")).isEqualTo("3.0");
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        Result read = Result.parse(new Result().put("a", Double.NaN).put("b", 1).toString());

        assertThat(read.has("a")).isFalse();
        assertThat(read.number("a")).isNaN();
        assertThat(read.number("b")).isEqualTo(1);
    }
}
