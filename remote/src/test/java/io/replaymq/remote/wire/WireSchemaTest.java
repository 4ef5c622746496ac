package io.replaymq.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.FrameType.Sender;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codecs are what the schema says, and stay so: field by field, cell by cell, byte by byte. */
class WireSchemaTest {
    private final WireSchema schema = WireSchema.load();

    @Test
    void knowsExactlyTheFramesOfTheSchema() {
        assertThat(Stream.of(FrameType.values()).map(each -> each.name() + " " + each.opcode()))
                .containsExactlyElementsOf(schema.frames().stream()
                        .map(each -> each.get("name").asText() + " "
                                + each.get("opcode").asInt())
                        .toList());
    }

    @Test
    void allowsExactlyTheCellsOfTheSchema() {
        List<String> allowed = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (ConnectionState state : ConnectionState.values()) {
            for (Sender sender : List.of(Sender.CLIENT, Sender.SERVER)) {
                for (int opcode = 0; opcode < 256; opcode++) {
                    String cell = state + " " + sender + " " + opcode;
                    if (decodes(opcode, sender, state)) {
                        allowed.add(cell);
                    }
                    if (inSchema(opcode, sender, state)) {
                        expected.add(cell);
                    }
                }
            }
        }
        assertThat(allowed).isEqualTo(expected).hasSizeGreaterThan(30);
    }

    @Test
    void hasASampleOfEveryFrame() {
        assertThat(SampleFrames.all().stream().map(Frame::type).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(FrameType.values());
    }

    @Test
    void encodesEveryFrameFieldByFieldAsTheSchemaSays() {
        List<String> walked = new ArrayList<>();
        for (Frame each : SampleFrames.all()) {
            byte[] bytes = SampleFrames.encode(each);
            walked.addAll(schema.walk(Unpooled.wrappedBuffer(bytes).skipBytes(WireLimits.LENGTH_BYTES)));
        }
        assertThat(String.join("\n", walked) + "\n").isEqualTo(resource("golden-v1-fields.txt"));
    }

    @Test
    void encodesAndDecodesTheGoldenFrames() {
        List<String> golden = resource("golden-v1.txt").lines().toList();
        assertThat(SampleFrames.all().stream()
                        .map(each -> each.type() + " " + HexFormat.of().formatHex(SampleFrames.encode(each))))
                .containsExactlyElementsOf(golden);

        for (int i = 0; i < golden.size(); i++) {
            byte[] bytes = HexFormat.of()
                    .parseHex(golden.get(i).substring(golden.get(i).indexOf(' ') + 1));
            Frame decoded = decode(bytes);
            assertThat(SampleFrames.encode(decoded)).isEqualTo(bytes);
            if (!hasBatches(decoded)) {
                assertThat(decoded).isEqualTo(SampleFrames.all().get(i));
            }
        }
    }

    @Test
    void refusesEveryFrameThatEndsEarlyOrLate() {
        for (Frame each : SampleFrames.all()) {
            byte[] whole = SampleFrames.encode(each);
            for (int length = 1; length < whole.length - WireLimits.LENGTH_BYTES; length++) {
                byte[] cut = withLength(whole, length);
                assertThatThrownBy(() -> decode(cut))
                        .as("%s cut to %d", each.type(), length)
                        .isInstanceOf(ProtocolViolationException.class);
            }
            byte[] late = withLength(whole, whole.length - WireLimits.LENGTH_BYTES + 1);
            assertThatThrownBy(() -> decode(late)).isInstanceOf(ProtocolViolationException.class);
        }
    }

    /** Batches are the same only if they are one object: their bytes have to do. */
    private static boolean hasBatches(Frame frame) {
        return frame.type() == FrameType.APPEND || frame.type() == FrameType.BATCHES;
    }

    private static byte[] withLength(byte[] frame, int length) {
        byte[] other = Arrays.copyOf(frame, WireLimits.LENGTH_BYTES + length);
        Unpooled.wrappedBuffer(other).setInt(0, length);
        return other;
    }

    private Frame decode(byte[] bytes) {
        JsonNode frame = schema.frames().stream()
                .filter(each -> each.get("opcode").asInt() == bytes[WireLimits.LENGTH_BYTES])
                .findFirst()
                .orElseThrow();
        ConnectionState state =
                ConnectionState.valueOf(frame.get("legalIn").get(0).asText());
        Sender sender = frame.get("from").asText().equals("server") ? Sender.SERVER : Sender.CLIENT;
        EmbeddedChannel channel = channel(sender, state);
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            return channel.readInbound();
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    /** Whether a frame with this opcode and no fields gets as far as its fields. */
    private static boolean decodes(int opcode, Sender sender, ConnectionState state) {
        EmbeddedChannel channel = channel(sender, state);
        try {
            channel.writeInbound(Unpooled.buffer().writeInt(1).writeByte(opcode));
            return true;
        } catch (ProtocolViolationException e) {
            return !e.getMessage().contains("is not legal now");
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private boolean inSchema(int opcode, Sender sender, ConnectionState state) {
        return schema.frames().stream()
                .filter(each -> each.get("opcode").asInt() == opcode)
                .filter(each -> List.of("both", sender.name().toLowerCase(Locale.ROOT))
                        .contains(each.get("from").asText()))
                .anyMatch(each -> WireSchema.list(each.get("legalIn")).stream()
                        .anyMatch(one -> one.asText().equals(state.name())));
    }

    private static EmbeddedChannel channel(Sender sender, ConnectionState state) {
        return new EmbeddedChannel(
                sender == Sender.CLIENT
                        ? FrameDecoder.ofClient(() -> state, 1 << 20)
                        : FrameDecoder.ofServer(() -> state, 1 << 20));
    }

    private static String resource(String name) {
        try (InputStream in = WireSchemaTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
