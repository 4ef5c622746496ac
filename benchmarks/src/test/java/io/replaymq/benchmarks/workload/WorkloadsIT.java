package io.replaymq.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each workload against the contenders that need no server: it ends, and it counted something. */
class WorkloadsIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "driver=log log.durability=WRITTEN log.batch=16",
                "driver=client log.durability=WRITTEN",
                "driver=client log.durability=WRITTEN client.compression=ZSTD body=JSON",
                "driver=file",
                "driver=file file.crc=true"
            })
    void replaysEverythingInOrder(String contender, @TempDir Path directory) throws InterruptedException {
        Result result = run(directory, contender + " workload=replay messages=2000 passes=2 size=100");

        assertThat(result.number("replay_per_s")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "driver=log log.durability=WRITTEN log.batch=16",
                "driver=log log.durability=WRITTEN log.batch=16 log.keys=7 log.cleanup=COMPACT",
                "driver=client log.durability=WRITTEN",
                "driver=file"
            })
    void appends(String contender, @TempDir Path directory) throws InterruptedException {
        Result result = run(directory, contender + " workload=append messages=2000 size=100");

        assertThat(result.number("sent_per_s")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"driver=log", "driver=log log.partitions=4", "driver=client", "driver=group-commit"})
    void appendsDurably(String contender, @TempDir Path directory) throws InterruptedException {
        Result result =
                run(directory, contender + " workload=live producers=4 consumers=0 warmup=0 seconds=1 size=100");

        assertThat(result.number("sent_per_s")).isPositive();
        assertThat(result.number("send_p50_us")).isPositive();
    }

    private static final String JMS =
            "driver=jms jndi.java.naming.factory.initial=io.replaymq.jms.jndi.ReplayMQInitialContextFactory ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "producers=2 consumers=2 destinations=2",
                "producers=1 consumers=1 async=100",
                "producers=1 consumers=3 topic=true",
                "producers=1 consumers=1 delivery=non-persistent",
                "producers=2 consumers=2 transacted=10"
            })
    void sendsAndReceives(String load, @TempDir Path directory) throws InterruptedException {
        Result result = run(directory, JMS + inVm(directory) + "workload=live warmup=0 seconds=1 size=100 " + load);

        assertThat(result.number("received_per_s")).isPositive();
        assertThat(result.number("missing")).isZero();
    }

    @Test
    void fillsAQueueAndDrainsIt(@TempDir Path directory) throws InterruptedException {
        Result result = run(directory, JMS + inVm(directory) + "workload=backlog messages=2000 size=100");

        assertThat(result.number("fill_per_s")).isPositive();
        assertThat(result.number("drain_per_s")).isPositive();
    }

    private static String inVm(Path directory) {
        return "jndi.java.naming.provider.url=replaymq:vm?data=" + directory + " ";
    }

    @Test
    void rebalancesAndStopsNobody(@TempDir Path directory) throws InterruptedException {
        Result result = run(directory, "workload=rebalance members=4 partitions=12 seconds=1 joins=3");

        assertThat(result.number("moved")).isEqualTo(9);
        assertThat(result.number("stopped")).isZero();
    }

    @Test
    void growsAndSeeks(@TempDir Path directory) throws InterruptedException {
        Result result = run(directory, "workload=growth messages=20000 burst=5000 passes=2");

        assertThat(result.number("append_ratio")).isPositive();
        assertThat(result.number("tail_ratio")).isPositive();
        assertThat(result.number("seek_p50_us")).isPositive();
    }

    @Test
    void startsAfterACloseAndAfterAKill(@TempDir Path directory) throws InterruptedException {
        Result result = run(directory, "workload=startup messages=20000 partitions=20 seconds=1");

        assertThat(result.number("clean_open_ms")).isPositive();
        assertThat(result.number("killed_open_ms")).isPositive();
        assertThat(result.number("records")).isGreaterThanOrEqualTo(20_000);
    }

    @Test
    void leavesTopicsAlone(@TempDir Path directory) throws InterruptedException {
        Result result = run(directory, "workload=idle topics=20 partitions=2 seconds=1");

        assertThat(result.number("heap_mib")).isPositive();
        assertThat(result.number("reopened_heap_mib")).isPositive();
    }

    private static Result run(Path directory, String settings) throws InterruptedException {
        Result result = new Result();
        Workload.of(new Settings().overlay(settings).set("dir", directory).set("destination", "benchmark"))
                .run(result);
        return result;
    }
}
