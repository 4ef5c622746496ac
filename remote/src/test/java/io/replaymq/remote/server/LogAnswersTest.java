package io.replaymq.remote.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.remote.wire.FrameType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers that are too large for a frame. What is done with batches, {@code LogRequestsIT} shows. */
class LogAnswersTest {
    private static final int FIELDS_AT = Integer.BYTES + 1;

    @Test
    void refusesAnAnswerThatDoesNotFitAndLeavesNothingOfItBehind() {
        LogAnswer.Offsets answer = offsets(10);

        assertThat(encoded(answer, 10_000)).startsWith(FrameType.OFFSETS.opcode() + " ");
        String refused = encoded(answer, 100);

        assertThat(refused).startsWith(FrameType.REFUSED.opcode() + " ").contains("expected up to 100");
    }

    @Test
    void takesAnAnswerThatJustFits() {
        int bytes = 1 + Long.BYTES + Integer.BYTES + 10 * (Short.BYTES + 1 + Integer.BYTES + Long.BYTES);

        assertThat(encoded(offsets(10), bytes)).startsWith(FrameType.OFFSETS.opcode() + " ");
        assertThat(encoded(offsets(10), bytes - 1)).startsWith(FrameType.REFUSED.opcode() + " ");
    }

    private static LogAnswer.Offsets offsets(int partitions) {
        return new LogAnswer.Offsets(IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(each -> new TopicPartition("t", each), each -> (long) each)));
    }

    /** The opcode of the one frame that was sent, and what is readable in it. */
    private static String encoded(LogAnswer answer, int maxFrameBytes) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Answers answers = new Answers(channel);
        LogAnswers.encode(7, answer, maxFrameBytes, answers);
        answers.flush();
        ByteBuf sent = channel.readOutbound();
        try {
            assertThat(sent.readableBytes()).isEqualTo(Integer.BYTES + sent.getInt(0));
            return sent.getUnsignedByte(Integer.BYTES) + " "
                    + sent.toString(FIELDS_AT, sent.readableBytes() - FIELDS_AT, UTF_8);
        } finally {
            sent.release();
            channel.finishAndReleaseAll();
        }
    }
}
