package io.replaymq.groups.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FetchChainTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int WINDOW = 256 << 10;
    private static final int BATCHES = 400;

    private final InMemoryLog log = new InMemoryLog(Runnable::run, InstantSource.system());
    private final FetchWindow window = new FetchWindow(WINDOW);
    private final List<FetchChain> ready = new ArrayList<>();

    @BeforeEach
    void fill() {
        log.createTopic("orders", TopicConfig.DEFAULTS);
        for (int i = 0; i < BATCHES; i++) {
            log.append(
                    AppendSet.of(
                            ORDERS, RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, i + "x".repeat(4_000))))),
                    Durability.WRITTEN);
        }
    }

    @Test
    void fetchesAheadAsFarAsTheWindowAndOnAsItIsReturned() {
        FetchChain chain = new FetchChain(log, ORDERS, 0, window, ready::add);
        chain.resume();
        int batches = 0;
        int rounds = 0;
        while (batches < BATCHES) {
            long atHand = 0;
            for (FetchChain.Fetched each = chain.poll(); each != null; each = chain.poll()) {
                batches += each.fetch().batches().size();
                atHand += each.bytes();
            }
            assertThat(atHand).isBetween(1L, (long) WINDOW);
            chain.returned(atHand);
            window.resume();
            rounds++;
        }

        assertThat(rounds).isGreaterThan(BATCHES * 4_000 / WINDOW);
        assertThat(log.waitingFetches(ORDERS)).as("it waits at the end").isEqualTo(1);
    }

    @Test
    void sharesTheWindowAmongPartitionsAndLetsNoneStarve() {
        window.share(4);
        List<FetchChain> chains = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            chains.add(new FetchChain(log, ORDERS, 0, window, ready::add));
        }
        chains.forEach(FetchChain::resume);

        long all = 0;
        for (FetchChain each : chains) {
            long bytes = 0;
            for (FetchChain.Fetched next = each.poll(); next != null; next = each.poll()) {
                bytes += next.bytes();
            }
            assertThat(bytes).isPositive();
            all += bytes;
        }
        assertThat(all).isLessThanOrEqualTo(WINDOW);
    }

    @Test
    void givesItsRoomBackWhenItEnds() {
        FetchChain left = new FetchChain(log, ORDERS, 0, window, ready::add);
        left.resume();
        assertThat(ready).containsExactly(left);
        left.close();

        FetchChain next = new FetchChain(log, ORDERS, 0, window, ready::add);
        next.resume();
        long bytes = 0;
        for (FetchChain.Fetched each = next.poll(); each != null; each = next.poll()) {
            bytes += each.bytes();
        }
        assertThat(bytes).isGreaterThan(WINDOW / 2);
    }
}
