package io.replaymq.remote.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> NAMES = List.of("port", "host", "log.tail", "log.ring-size");

    @Test
    void findsTheNameWithTheFewestEdits() {
        assertThat(NearestName.of("prot", NAMES)).contains("port");
        assertThat(NearestName.of("log.ringsize", NAMES)).contains("log.ring-size");
        assertThat(NearestName.of("hosts", NAMES)).contains("host");
    }

    @Test
    void findsNothingWhereNothingIsAlike() {
        assertThat(NearestName.of("zzzzzzzzzzzzzzzzzzzzzzzz", NAMES)).isEmpty();
    }
}
