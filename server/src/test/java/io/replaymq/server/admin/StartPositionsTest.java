package io.replaymq.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replaymq.broker.api.StartPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class StartPositionsTest {
    private final StartPositions positions = new StartPositions();

    @Test
    void readsEveryKindOfPosition() {
        assertThat(positions.convert("earliest")).isEqualTo(new StartPosition.Earliest());
        assertThat(positions.convert("latest")).isEqualTo(new StartPosition.Latest());
        assertThat(positions.convert("offset:17")).isEqualTo(new StartPosition.AtOffset(0, 17));
        assertThat(positions.convert("offset:3:17")).isEqualTo(new StartPosition.AtOffset(3, 17));
        assertThat(positions.convert("time:1970-01-01T00:00:02Z")).isEqualTo(new StartPosition.AtTime(2_000));
        assertThat(positions.convert("time:2000")).isEqualTo(new StartPosition.AtTime(2_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first", "offset:", "offset:-1", "offset:1:2:3", "time:", "time:yesterday", "17"})
    void saysWhatItExpectsForAnythingElse(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> positions.convert(text))
                .withMessageContaining("expected earliest, latest, offset:");
    }
}
