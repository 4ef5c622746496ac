package io.replaymq.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyLineTest {
    @Test
    void readsBackWhatItWrites() {
        ReadyLine ready = new ReadyLine("127.0.0.1", 7717, 4711, "0.1.0-SNAPSHOT");

        assertThat(ReadyLine.parse(ready.text())).contains(ready);
        assertThat(ready.text()).isEqualTo("replaymq ready host=127.0.0.1 port=7717 pid=4711 version=0.1.0-SNAPSHOT");
    }

    @Test
    void writesAnIpv6AddressInBracketsInTheUrl() {
        assertThat(new ReadyLine("::1", 7717, 1, "x").url()).isEqualTo("replaymq://[::1]:7717");
    }

    @Test
    void takesNoOtherLineForOne() {
        assertThat(ReadyLine.parse("Ready at replaymq://127.0.0.1:7717")).isEmpty();
        assertThat(ReadyLine.parse("replaymq ready host=127.0.0.1 port=7717")).isEmpty();
    }
}
