package io.replaymq.log.segment;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Vouches for a segment's index files, whose layout is Kafka's and has no room for a checksum: how much of the segment they cover,
 * how long they were then, and their checksums up to there.
 *
 * @param baseOffset the segment's base offset
 * @param end how far the segment reached
 * @param offsetIndexCrc CRC-32C of the offset index's entries
 * @param timeIndexCrc CRC-32C of the time index's entries
 */
record IndexChecksum(long baseOffset, SegmentEnd end, int offsetIndexCrc, int timeIndexCrc) {
    static final int BYTES = 80;
    private static final int MAGIC = 0x52495843; // "RIXC"
    private static final int VERSION = 2;
    private static final int MAX_ENTRIES = Integer.MAX_VALUE / TimeIndex.ENTRY_BYTES;
    private static final int CRC_POSITION = BYTES - Integer.BYTES;

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putInt(MAGIC).putInt(VERSION).putLong(baseOffset);
        bytes.putLong(end.endOffset()).putInt(end.bytes());
        bytes.putLong(end.maxTimestampMs()).putLong(end.maxTimestampOffset());
        bytes.putInt(end.offsetEntries()).putInt(offsetIndexCrc);
        bytes.putInt(end.timeEntries()).putInt(timeIndexCrc);
        bytes.putInt(end.records()).putInt(0).putLong(end.firstTimestampMs());
        bytes.putInt(crc(bytes, CRC_POSITION));
        return bytes.flip();
    }

    /** What the bytes say; empty if they are damaged, of another version, or about another segment. */
    static Optional<IndexChecksum> decode(long baseOffset, ByteBuffer bytes) {
        if (bytes.remaining() < BYTES
                || crc(bytes, CRC_POSITION) != bytes.getInt(CRC_POSITION)
                || bytes.getInt() != MAGIC
                || bytes.getInt() != VERSION
                || bytes.getLong() != baseOffset) {
            return Optional.empty();
        }
        long endOffset = bytes.getLong();
        int size = bytes.getInt();
        long maxTimestampMs = bytes.getLong();
        long maxTimestampOffset = bytes.getLong();
        int offsetEntries = bytes.getInt();
        int offsetIndexCrc = bytes.getInt();
        int timeEntries = bytes.getInt();
        int timeIndexCrc = bytes.getInt();
        int records = bytes.getInt();
        bytes.getInt();
        if (endOffset < baseOffset || size < 0 || records < 0 || !isCount(offsetEntries) || !isCount(timeEntries)) {
            return Optional.empty();
        }
        SegmentEnd end = new SegmentEnd(
                endOffset,
                size,
                records,
                bytes.getLong(),
                maxTimestampMs,
                maxTimestampOffset,
                offsetEntries,
                timeEntries);
        return Optional.of(new IndexChecksum(baseOffset, end, offsetIndexCrc, timeIndexCrc));
    }

    private static boolean isCount(int entries) {
        return entries >= 0 && entries <= MAX_ENTRIES;
    }

    private static int crc(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(length));
        return (int) crc.getValue();
    }
}
