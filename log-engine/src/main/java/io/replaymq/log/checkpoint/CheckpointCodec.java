package io.replaymq.log.checkpoint;

import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.journal.JournalPosition;
import io.replaymq.log.producer.ProducerSnapshot;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A checkpoint as bytes. Big-endian. See {@code docs/format/checkpoint.md}. */
final class CheckpointCodec {
    private static final int MAGIC = 0x524D5143; // "RMQC"
    private static final int VERSION = 2;
    private static final int HEADER_BYTES = 4 + 4 + 8 + 8 + 8 + 8 + 4;
    private static final int PARTITION_BYTES = 4 + 4 + 8 + 8 + 8 + 4;
    private static final int LEAST_PARTITION_BYTES = 4 + 4 + 8 + 8 + 4; // as in version 1
    private static final int PRODUCER_BYTES = 8 + 2 + 1;
    private static final int BATCH_BYTES = 4 + 4 + 8;
    private static final int CRC_BYTES = 4;

    private CheckpointCodec() {}

    static ByteBuffer encode(Checkpoint checkpoint) {
        ByteBuffer to = ByteBuffer.allocate(sizeOf(checkpoint));
        to.putInt(MAGIC).putInt(VERSION).putLong(checkpoint.number());
        JournalPosition journal = checkpoint.journal();
        to.putLong(journal.life()).putLong(journal.at()).putLong(journal.sequence());
        to.putInt(checkpoint.partitions().size());
        checkpoint.partitions().forEach(each -> put(to, each));
        CRC32C crc = new CRC32C();
        crc.update(to.array(), 0, to.position());
        return to.putInt((int) crc.getValue()).flip();
    }

    private static int sizeOf(Checkpoint checkpoint) {
        int size = HEADER_BYTES + CRC_BYTES;
        for (PartitionCheckpoint partition : checkpoint.partitions()) {
            size += PARTITION_BYTES;
            for (ProducerSnapshot producer : partition.producers()) {
                size += PRODUCER_BYTES + producer.batches().size() * BATCH_BYTES;
            }
        }
        return size;
    }

    private static void put(ByteBuffer to, PartitionCheckpoint partition) {
        to.putInt(partition.topicId()).putInt(partition.partition());
        to.putLong(partition.logStart()).putLong(partition.recordsBelowStart()).putLong(partition.recoveryPoint());
        to.putInt(partition.producers().size());
        for (ProducerSnapshot each : partition.producers()) {
            to.putLong(each.producerId()).putShort(each.epoch());
            to.put((byte) each.batches().size());
            for (ProducerSnapshot.Appended batch : each.batches()) {
                to.putInt(batch.firstSequence()).putInt(batch.lastSequence()).putLong(batch.baseOffset());
            }
        }
    }

    /** @throws IOException if these bytes are no intact checkpoint; the message says why */
    static Checkpoint decode(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() < HEADER_BYTES + CRC_BYTES || bytes.getInt(0) != MAGIC) {
            throw new IOException(bytes.remaining() + " bytes without the mark of a checkpoint");
        }
        int end = bytes.limit() - CRC_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, end));
        int stored = bytes.getInt(end);
        if (stored != (int) crc.getValue()) {
            throw new IOException("checksum stored=0x%08x computed=0x%08x".formatted(stored, (int) crc.getValue()));
        }
        int version = bytes.getInt(4);
        if (version < 1 || version > VERSION) {
            throw new UnsupportedFormatException("checkpoint has version " + version + ", expected 1 to " + VERSION);
        }
        try {
            return decodeBody(bytes.slice(8, end - 8), version);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("checkpoint is inconsistent: " + e, e);
        }
    }

    private static Checkpoint decodeBody(ByteBuffer body, int version) {
        long number = body.getLong();
        JournalPosition journal = new JournalPosition(body.getLong(), body.getLong(), body.getLong());
        int count = count(body, body.getInt(), LEAST_PARTITION_BYTES, "partitions");
        List<PartitionCheckpoint> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(new PartitionCheckpoint(
                    body.getInt(),
                    body.getInt(),
                    body.getLong(),
                    version == 1 ? PartitionCheckpoint.UNKNOWN : body.getLong(),
                    body.getLong(),
                    decodeProducers(body)));
        }
        if (body.hasRemaining()) {
            throw new IllegalArgumentException(body.remaining() + " bytes left over after the last partition");
        }
        return new Checkpoint(number, journal, partitions);
    }

    /** A count that the bytes present can hold: nothing is allocated for one that lies. */
    private static int count(ByteBuffer body, int stated, int bytesEach, String what) {
        int most = body.remaining() / bytesEach;
        if (stated < 0 || stated > most) {
            throw new IllegalArgumentException(
                    stated + " " + what + ", expected 0 to " + most + ", which the bytes present can hold");
        }
        return stated;
    }

    private static List<ProducerSnapshot> decodeProducers(ByteBuffer body) {
        int count = count(body, body.getInt(), PRODUCER_BYTES, "producers");
        List<ProducerSnapshot> producers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long producerId = body.getLong();
            short epoch = body.getShort();
            int batches = count(body, body.get(), BATCH_BYTES, "batches");
            List<ProducerSnapshot.Appended> appended = new ArrayList<>();
            for (int j = 0; j < batches; j++) {
                appended.add(new ProducerSnapshot.Appended(body.getInt(), body.getInt(), body.getLong()));
            }
            producers.add(new ProducerSnapshot(producerId, epoch, appended));
        }
        return producers;
    }
}
