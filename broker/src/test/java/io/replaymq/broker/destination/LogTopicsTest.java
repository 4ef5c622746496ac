package io.replaymq.broker.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTopicsTest {
    @ParameterizedTest
    @CsvSource({
        "orders, queue.orders",
        "Orders.2026-11, queue.Orders.2026-11",
        "my_queue, queue.my_5fqueue",
        "a b/c, queue.a_20b_2fc",
        "Größe, queue.Gr_c3_b6_c3_9fe",
        "\uD83D\uDE00, queue._f0_9f_98_80",
        "_5f, queue._5f5f",
    })
    void writesWhatTopicNamesDoNotAllowAsUtf8Bytes(String name, String topic) {
        assertThat(LogTopics.of(Destination.queue(name))).isEqualTo(topic);
    }

    @Test
    void keepsQueuesAndTopicsApart() {
        assertThat(LogTopics.of(Destination.topic("orders"))).isEqualTo("topic.orders");
    }

    @Test
    void findsTheDestinationOfEveryTopicAgain() {
        Random random = new Random(20261121);
        Map<String, Destination> destinations = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Destination destination = Destination.queue(randomName(random));
            String topic = LogTopics.of(destination);

            assertThat(topic).matches("[a-zA-Z0-9._-]{1,249}");
            assertThat(LogTopics.destinationOf(topic)).contains(destination);
            Destination former = destinations.put(topic, destination);
            assertThat(former).satisfiesAnyOf(f -> assertThat(f).isNull(), f -> assertThat(f)
                    .isEqualTo(destination));
        }
    }

    private static String randomName(Random random) {
        int length = 1 + random.nextInt(12);
        return random.ints(length, 0x20, random.nextBoolean() ? 0x7F : 0x2FFF)
                .filter(each -> !Character.isISOControl(each))
                .collect(() -> new StringBuilder("x"), StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "queue.",
                "queue._",
                "queue._4",
                "queue._zz",
                "queue._41",
                "queue._C3_B6",
                "queue._c3",
                "queue._0a"
            })
    void leavesOtherTopicsAlone(String topic) {
        assertThat(LogTopics.destinationOf(topic)).isEmpty();
    }

    @Test
    void refusesANameThatIsTooLongOnceEscaped() {
        assertThatThrownBy(() -> LogTopics.of(Destination.queue("é".repeat(41))))
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("252")
                .hasMessageContaining("249");
    }

    @Test
    void refusesHalfASurrogatePair() {
        assertThatThrownBy(() -> LogTopics.of(Destination.queue("a\uD83D")))
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("surrogate");
    }
}
