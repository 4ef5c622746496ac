package io.replaymq.transactions.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** Kafka's clients are the oracle. */
class PartitionerTest {
    @SeededTest(runs = 2_000)
    void choosesThePartitionThatKafkasClientsChoose(Seed seed) {
        byte[] key = seed.bytes(seed.nextInt(40));
        int partitions = 1 + seed.nextInt(1_000);

        assertThat(Partitioner.KAFKA.partition("orders", ByteBuffer.wrap(key), partitions))
                .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
    }

    @SeededTest(runs = 200)
    void hashesWhatLiesBetweenPositionAndLimitAndMovesNeither(Seed seed) {
        byte[] key = seed.bytes(seed.nextInt(40));
        ByteBuffer inside =
                ByteBuffer.allocate(key.length + 7).position(3).put(key).flip().position(3);

        assertThat(Murmur2.hash(inside.asReadOnlyBuffer())).isEqualTo(Utils.murmur2(key));
        assertThat(inside.position()).isEqualTo(3);
    }

    @Test
    void isPinnedWithoutAnOracleToo() {
        assertThat(Murmur2.hash(ByteBuffer.wrap("foobar".getBytes(UTF_8)))).isEqualTo(-790332482);
        assertThat(Murmur2.hash(ByteBuffer.wrap("21".getBytes(UTF_8)))).isEqualTo(-973932308);
    }
}
