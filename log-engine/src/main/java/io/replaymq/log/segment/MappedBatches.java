package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatchLayout;
import java.nio.ByteBuffer;

/**
 * Copies batch by batch out of a mapped segment. Copied first and checked then: what the checksum was computed of is what is handed
 * out, a batch stays valid when the map is gone, and a page that the device cannot read is an error and not the end of the process.
 */
record MappedBatches(ByteBuffer mapped) implements BatchBytes {
    @Override
    public ByteBuffer batchAt(int position, int end) {
        int left = Math.min(end, mapped.limit()) - position;
        long size = left < RecordBatchLayout.HEADER_BYTES ? left : BatchBytes.statedSize(mapped, position);
        boolean whole = size >= RecordBatchLayout.HEADER_BYTES && size <= left;
        byte[] copy = new byte[whole ? (int) size : Math.min(left, RecordBatchLayout.HEADER_BYTES)];
        mapped.get(position, copy);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public boolean isAtHand(int position, int end) {
        return true;
    }
}
