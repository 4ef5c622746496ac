package io.replaymq.jms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOptionsTest {
    @Test
    void readsEveryOption() {
        ClientOptions options = ClientOptions.of(Map.of(
                "jms.clientId", "me",
                "jms.prefetch", "1",
                "jms.sendWindow", "65536",
                "jms.deserialization.allow", "com.acme.Order,com.acme.parts.*"));

        assertThat(options.clientId()).isEqualTo("me");
        assertThat(options.prefetch()).isEqualTo(1);
        assertThat(options.sendWindow()).isEqualTo(65_536);
        assertThat(options.allowed().allows("com.acme.Order")).isTrue();
        assertThat(options.allowed().allows("[Lcom.acme.parts.Wheel;")).isTrue();
        assertThat(options.allowed().allows("com.acme.Orders")).isFalse();
        assertThat(options.allowed().allows("com.acme.partsx.Wheel")).isFalse();
    }

    @Test
    void refusesAnUnknownOptionAndSaysWhichWasMeant() {
        assertThatThrownBy(() -> ClientOptions.of(Map.of("jms.prefetsch", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown URL option 'jms.prefetsch', did you mean 'jms.prefetch'?");
        assertThatThrownBy(() -> ClientOptions.of(Map.of("jms.useAsyncSendForEverything", "true")))
                .hasMessageContaining("expected one of jms.clientId, jms.prefetch");
    }

    @Test
    void guaranteesAreSpelledAsTheyAreCalled() {
        assertThat(ClientOptions.DEFAULTS.delivery()).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
        assertThat(ClientOptions.of(Map.of("jms.delivery", "exactly-once")).delivery())
                .isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
        assertThatThrownBy(() -> ClientOptions.of(Map.of("jms.delivery", "twice")))
                .hasMessage("jms.delivery=twice, expected at-most-once, at-least-once or exactly-once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100001", "many", ""})
    void refusesAPrefetchOutOfItsRange(String value) {
        assertThatThrownBy(() -> ClientOptions.of(Map.of("jms.prefetch", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jms.prefetch=" + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "**", ".*", "com.*.Order", "!com.acme.*", "com.acme;maxdepth=1", "", "com.acme.Order,"})
    void refusesAllowListsThatAllowEverythingOrAreNone(String list) {
        assertThatThrownBy(() -> AllowedClasses.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }
}
