package io.replaymq.log.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import org.junit.jupiter.api.Test;

/** A client resends everything that was not answered, however much that is: all of it has to be recognised. */
class ProducerStateTest {
    private static final long PRODUCER = 7;

    private final ProducerState state = new ProducerState(PRODUCER);
    private long sets;

    @Test
    void recognisesWhatWasAppendedLongerAgoThanItRemembers() {
        for (int i = 0; i < 1_000; i++) {
            state.append(batch(i, 1));
        }

        assertThat(judge(batch(0, 1))).isEqualTo(ProducerState.APPENDED_LONG_AGO);
        assertThat(judge(batch(994, 1))).isEqualTo(ProducerState.APPENDED_LONG_AGO);
        assertThat(judge(batch(995, 1))).isNotNegative();
        assertThat(judge(batch(1_000, 1))).isEqualTo(ProducerState.NEW);
    }

    @Test
    void recognisesItAcrossTheWrapOfTheSequences() {
        int first = Integer.MAX_VALUE - 20;
        for (int i = 0; i < 40; i++) {
            state.append(batch(first + i & Integer.MAX_VALUE, 1));
        }

        assertThat(judge(batch(first, 1))).isEqualTo(ProducerState.APPENDED_LONG_AGO);
        assertThat(judge(batch(Integer.MAX_VALUE, 1))).isEqualTo(ProducerState.APPENDED_LONG_AGO);
        assertThat(judge(batch(first + 40 & Integer.MAX_VALUE, 1))).isEqualTo(ProducerState.NEW);
    }

    @Test
    void stillRefusesAGap() {
        for (int i = 0; i < 10; i++) {
            state.append(batch(i, 1));
        }

        assertThatExceptionOfType(OutOfOrderSequenceException.class).isThrownBy(() -> judge(batch(11, 1)));
    }

    @Test
    void stillRefusesABatchThatIsCutOtherwiseThanTheOneThatWasAppended() {
        for (int i = 0; i < 10; i++) {
            state.append(batch(2 * i, 2));
        }

        assertThatExceptionOfType(OutOfOrderSequenceException.class).isThrownBy(() -> judge(batch(17, 2)));
    }

    private long judge(RecordBatch batch) {
        return state.judge(batch, sets++);
    }

    private static RecordBatch batch(int sequence, int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(128).producer(PRODUCER, (short) 0, sequence);
        for (int i = 0; i < records; i++) {
            builder.append(0, RecordContent.of(LogRecord.ofText(0, null, "v")));
        }
        return builder.build();
    }
}
