package io.replaymq.broker.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.transaction.BranchCodec.BranchPart;
import io.replaymq.broker.transaction.BranchCodec.Sent;
import io.replaymq.broker.transaction.BranchRecord.Ended;
import io.replaymq.broker.transaction.BranchRecord.Judge;
import io.replaymq.broker.transaction.BranchRecord.Prepared;
import io.replaymq.groups.api.Kept;
import io.replaymq.groups.api.RecordId;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes of {@code docs/format/branches.md} and {@code docs/format/transactions.md}, version 1. */
class BranchCodecTest {
    private static final BranchId ID = new BranchId(0x01020304, new byte[] {0x11, 0x12}, new byte[] {0x21});
    private static final TransactionId TRANSACTION = new TransactionId(new ProducerIdentity(0x1122, (short) 3), 0x55);
    private static final Prepared PREPARED = new Prepared(
            ID,
            TRANSACTION,
            0x0198_0000_0000L,
            5,
            2,
            List.of(new Kept(new UUID(0x0A0B, 0x0C0D), List.of(new RecordId(1, 0x77, 2)))));
    private static final Ended ENDED =
            new Ended(ID, TRANSACTION, BranchOutcome.ROLL_BACK, Judge.OPERATOR, 0x0198_0000_0000L, 5, 1);
    private static final String HEAD =
            "0000000000001122" + "0003" + "0000000000000055" + "0000019800000000" + "00000005";
    private static final String GOLDEN_KEY = "01020304" + "02" + "1112" + "01" + "21" + "ffffffff";
    private static final String GOLDEN_PREPARED = "0101" + HEAD + "00000002" + "00000001"
            + "0000000000000a0b0000000000000c0d" + "00000001" + "00000001" + "0000000000000077" + "00000002";
    private static final String GOLDEN_ENDED = "0103" + HEAD + "00000001" + "01";

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static RecordBatch batch() {
        return RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, "x")));
    }

    @Test
    void isWrittenAsItAlwaysWas() {
        assertThat(hex(BranchCodec.key(ID, BranchCodec.STATE))).isEqualTo(GOLDEN_KEY);
        assertThat(hex(BranchCodec.encode(PREPARED))).isEqualTo(GOLDEN_PREPARED);
        assertThat(hex(BranchCodec.encode(ENDED))).isEqualTo(GOLDEN_ENDED);
        assertThat(hex(BranchCodec.encodePiece(Destination.topic("né"), batch())))
                .isEqualTo("0102" + "0003" + "6ec3a9" + hex(batch().bytes()));
    }

    @Test
    void isReadAsItAlwaysWas() {
        assertThat(BranchCodec.decodeKey(bytes(GOLDEN_KEY), "at")).isEqualTo(new BranchPart(ID, BranchCodec.STATE));
        assertThat(BranchCodec.decode(ID, bytes(GOLDEN_PREPARED), "at")).isEqualTo(PREPARED);
        assertThat(BranchCodec.decode(ID, bytes(GOLDEN_ENDED), "at")).isEqualTo(ENDED);
        Sent sent = BranchCodec.decodePiece(bytes("0101" + "0001" + "71" + hex(batch().bytes())), "at");
        assertThat(sent.destination()).isEqualTo(Destination.queue("q"));
        assertThat(sent.batch().bytes()).isEqualTo(batch().bytes());
        assertThat(CommitRecords.numberIn(bytes("0101" + "0000000000000055"), "at"))
                .isEqualTo(0x55);
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> BranchCodec.decode(ID, bytes("02" + GOLDEN_ENDED.substring(2)), "at"))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessage("at: version 2, expected 1");
        assertThatThrownBy(() -> BranchCodec.decode(ID, bytes("0104" + GOLDEN_ENDED.substring(4)), "at"))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessage("at: type 4, expected 1 to 3");
        assertThatThrownBy(() -> CommitRecords.numberIn(bytes("0102" + "0000000000000055"), "at"))
                .isInstanceOf(UnsupportedFormatException.class);
    }

    @Test
    void everyCutIsFound() {
        String piece = hex(BranchCodec.encodePiece(Destination.queue("orders"), batch()));
        for (int i = 0; i < GOLDEN_PREPARED.length(); i += 2) {
            ByteBuffer cut = bytes(GOLDEN_PREPARED.substring(0, i));
            assertThatThrownBy(() -> BranchCodec.decode(ID, cut, "at")).isInstanceOf(CorruptLogException.class);
        }
        for (int i = 0; i < piece.length(); i += 2) {
            ByteBuffer cut = bytes(piece.substring(0, i));
            assertThatThrownBy(() -> BranchCodec.decodePiece(cut, "at")).isInstanceOf(CorruptLogException.class);
        }
        for (int i = 0; i < GOLDEN_KEY.length(); i += 2) {
            ByteBuffer cut = bytes(GOLDEN_KEY.substring(0, i));
            assertThatThrownBy(() -> BranchCodec.decodeKey(cut, "at")).isInstanceOf(CorruptLogException.class);
        }
    }

    @SeededTest(runs = 2_000)
    void damageIsAnErrorOfItsOwnOrAnotherValue(Seed seed) {
        String golden = seed.nextInt(2) == 0 ? GOLDEN_PREPARED : GOLDEN_ENDED;
        ByteBuffer damaged = bytes(golden + (seed.nextInt(4) == 0 ? "00" : ""));
        for (int i = 0; i <= seed.nextInt(3); i++) {
            damaged.put(seed.nextInt(damaged.capacity()), (byte) seed.nextInt(256));
        }
        try {
            assertThat(BranchCodec.decode(ID, damaged, "at").id()).isEqualTo(ID);
        } catch (BrokerException e) {
            assertThat(e).isInstanceOfAny(CorruptLogException.class, UnsupportedFormatException.class);
        }
    }
}
