package io.replaymq.remote.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.replaymq.log.testing.FuzzCorpus;
import io.replaymq.remote.api.ProtocolViolationException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames with any content are refused as violations, by either side in any state, or decoded. */
public class FrameFuzzTest {
    private static final int MAX_FRAME = 1 << 20;
    private static final List<ConnectionState> STATES = List.of(ConnectionState.values());

    /** For a fuzzer: a byte that chooses the receiver's side and state, then a frame without its length. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        ConnectionState state = STATES.get((input[0] & 0x7F) % STATES.size());
        ByteBuf frame = Unpooled.buffer(WireLimits.LENGTH_BYTES + input.length - 1)
                .writeInt(input.length - 1)
                .writeBytes(input, 1, input.length - 1);
        EmbeddedChannel channel = new EmbeddedChannel(
                input[0] < 0
                        ? FrameDecoder.ofServer(() -> state, MAX_FRAME)
                        : FrameDecoder.ofClient(() -> state, MAX_FRAME));
        try {
            channel.writeInbound(frame);
        } catch (ProtocolViolationException e) {
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            channel.finishAndReleaseAll();
        }
        assertThat(frame.refCnt()).as("references left").isZero();
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(FrameFuzzTest.class).replay(FrameFuzzTest::fuzzerTestOneInput);
    }
}
