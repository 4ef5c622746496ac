package io.replaymq.remote.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemoteClientConfigTest {
    @Test
    void readsAddressesAndOptions() {
        RemoteClientConfig config = RemoteClientConfig.parse(
                "replaymq://one:1,two,[::1]:3?giveUpAfter=1500&retryMin=7&maxFrameBytes=4194304");

        assertThat(config.addresses())
                .containsExactly(
                        new HostPort("one", 1),
                        new HostPort("two", RemoteClientConfig.DEFAULT_PORT),
                        new HostPort("::1", 3));
        assertThat(config.giveUpAfter()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(config.retryMin()).isEqualTo(Duration.ofMillis(7));
        assertThat(config.maxFrameBytes()).isEqualTo(4_194_304);
        assertThat(config.retryMax()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void namesTheNearestOptionForOneItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteClientConfig.parse("replaymq://host?giveupafter=5"))
                .withMessage("unknown URL option 'giveupafter', did you mean 'giveUpAfter'?");
    }

    @Test
    void refusesWhatIsNoSuchUrl() {
        for (String each : new String[] {
            "tcp://host:1",
            "replaymq://",
            "replaymq://host:",
            "replaymq://host:x",
            "replaymq://host:70000",
            "replaymq://[::1",
            "replaymq://[::1]x:1",
            "replaymq://host,",
            "replaymq://host?",
            "replaymq://host?retryMin",
            "replaymq://host?retryMin=soon",
            "replaymq://host?retryMin=5&retryMin=6",
            "replaymq://host?retryMin=0",
            "replaymq://host?maxFrameBytes=1"
        }) {
            assertThatIllegalArgumentException().as(each).isThrownBy(() -> RemoteClientConfig.parse(each));
        }
    }

    @Test
    void writesAddressesAsTheyAreRead() {
        assertThat(new HostPort("::1", 5)).hasToString("[::1]:5");
    }
}
