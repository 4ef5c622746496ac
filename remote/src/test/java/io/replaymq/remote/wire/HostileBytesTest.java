package io.replaymq.remote.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import io.replaymq.remote.api.ProtocolViolationException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lengths, counts and bytes that nobody means well with. */
class HostileBytesTest {
    private static final int MAX = 1 << 20;
    private static final ResourceLeakDetector.Level LEVEL_BEFORE = ResourceLeakDetector.getLevel();

    @BeforeAll
    static void watchEveryBuffer() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @AfterAll
    static void watchAsBefore() {
        ResourceLeakDetector.setLevel(LEVEL_BEFORE);
    }

    @Test
    void refusesAnIllegalLengthAsSoonAsItIsThere() {
        for (int length : new int[] {Integer.MIN_VALUE, -1, 0, MAX + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> feed(ConnectionState.OPEN, length(length)))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("frame of " + length + " bytes");
        }
        feed(ConnectionState.OPEN, length(MAX));
    }

    @Test
    void allowsLittleBeforeTheHandshake() {
        for (ConnectionState each : List.of(ConnectionState.NEW, ConnectionState.OPENING)) {
            feed(each, length(WireLimits.MAX_UNPROVEN_FRAME));
            assertThatThrownBy(() -> feed(each, length(WireLimits.MAX_UNPROVEN_FRAME + 1)))
                    .isInstanceOf(ProtocolViolationException.class);
        }
    }

    @Test
    void allocatesNothingForAFrameThatIsOnlyAnnounced() {
        assertThat(allocated(() -> feed(ConnectionState.OPEN, length(MAX)))).isLessThan(64 << 10);
    }

    @Test
    void allocatesNoMoreThanTheBytesPresentWarrantForACount() {
        int inTransaction = Long.BYTES + Short.BYTES + Long.BYTES;
        lieAboutTheCount(FrameType.ACKNOWLEDGE, Long.BYTES + Integer.BYTES);
        lieAboutTheCount(FrameType.REDELIVER, Long.BYTES + Integer.BYTES);
        lieAboutTheCount(FrameType.COMMIT, Long.BYTES + inTransaction + 2 * Integer.BYTES);
        lieAboutTheCount(FrameType.TRANSACTION_SEND, inTransaction + Integer.BYTES + 1 + 2 + "orders".length());
        lieAboutTheCount(FrameType.FORGET_BRANCH, Long.BYTES + Integer.BYTES);
        lieAboutTheCount(FrameType.BRANCHES, Long.BYTES);
        lieAboutTheCount(FrameType.HELD, Long.BYTES);
    }

    private static void lieAboutTheCount(FrameType type, int at) {
        byte[] frame = SampleFrames.encode(SampleFrames.all().stream()
                .filter(each -> each.type() == type)
                .findFirst()
                .orElseThrow());
        int countAt = WireLimits.LENGTH_BYTES + 1 + at;
        for (int count : new int[] {-1, 60, 100_000, 100_001, Integer.MAX_VALUE}) {
            byte[] lying = frame.clone();
            Unpooled.wrappedBuffer(lying).setInt(countAt, count);
            long bytes = allocated(() -> assertThatThrownBy(() -> feed(ConnectionState.OPEN, lying))
                    .isInstanceOf(ProtocolViolationException.class));
            assertThat(bytes).as("%s of %d", type, count).isLessThan(4L * frame.length + (128 << 10));
        }
    }

    @Test
    void takesFiftyThousandDamagedFramesWithoutAnotherErrorOrALeak() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<byte[]> samples =
                SampleFrames.all().stream().map(SampleFrames::encode).toList();
        List<ConnectionState> states = List.of(ConnectionState.values());
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            ConnectionState state = states.get(random.nextInt(states.size()));
            byte[] damaged = damage(random, samples.get(random.nextInt(samples.size())));
            try {
                feed(random.nextInt(4) == 0 ? state : ConnectionState.OPEN, damaged);
            } catch (ProtocolViolationException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", frame " + i + ": " + Arrays.toString(damaged), e);
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(20_000);
    }

    private static byte[] damage(Random random, byte[] sample) {
        byte[] bytes = sample.clone();
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
            boolean anywhere = random.nextInt(8) == 0 || bytes.length <= 5;
            int at = anywhere ? random.nextInt(bytes.length) : 5 + random.nextInt(bytes.length - 5);
            bytes[at] = (byte) random.nextInt();
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] length(int length) {
        return ByteBufUtil.getBytes(Unpooled.buffer(4).writeInt(length));
    }

    /** Feeds bytes to both decoders, from a pooled buffer that nobody may keep. */
    private static void feed(ConnectionState state, byte[] bytes) {
        ProtocolViolationException first = null;
        for (FrameDecoder each :
                List.of(FrameDecoder.ofClient(() -> state, MAX), FrameDecoder.ofServer(() -> state, MAX))) {
            EmbeddedChannel channel = new EmbeddedChannel(each);
            ByteBuf pooled = ByteBufAllocator.DEFAULT
                    .directBuffer(Math.max(1, bytes.length))
                    .writeBytes(bytes);
            try {
                channel.writeInbound(pooled);
            } catch (ProtocolViolationException e) {
                first = e;
            }
            channel.finishAndReleaseAll();
            assertThat(pooled.refCnt()).as("references left").isZero();
        }
        if (first != null) {
            throw first;
        }
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.run(); // once for what classes and caches take
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
