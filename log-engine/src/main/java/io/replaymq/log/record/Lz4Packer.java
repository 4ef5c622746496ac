package io.replaymq.log.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/** One LZ4 frame of independent blocks of 64 KiB without checksums of its own: the batch has one. */
final class Lz4Packer implements RecordsPacker {
    private static final int FRAME_OVERHEAD = 64;
    private static final int BLOCK_BYTES = 64 << 10;

    @Override
    public int maxPackedBytes(int length) {
        return FRAME_OVERHEAD + length + (length / BLOCK_BYTES + 1) * Integer.BYTES;
    }

    @Override
    public int pack(byte[] from, int at, int length, byte[] to) throws IOException {
        ArrayOutput out = new ArrayOutput(to);
        try (LZ4FrameOutputStream frame = new LZ4FrameOutputStream(
                out,
                BLOCKSIZE.SIZE_64KB,
                -1,
                LZ4Factory.fastestInstance().fastCompressor(),
                XXHashFactory.fastestInstance().hash32(),
                FLG.Bits.BLOCK_INDEPENDENCE)) {
            frame.write(from, at, length);
        }
        return out.size;
    }

    @Override
    public void unpack(byte[] from, int at, int length, UnpackedRecords to) throws IOException {
        ByteArrayInputStream packed = new ByteArrayInputStream(from, at, length);
        try (LZ4FrameInputStream frame = new LZ4FrameInputStream(packed, true)) {
            to.addAll(frame);
        }
        if (packed.available() > 0) {
            throw new MalformedRecordException("lz4: " + packed.available() + " bytes left over behind the frame");
        }
    }

    @Override
    public void close() {
        // keeps nothing
    }

    /** Fills an array. */
    private static final class ArrayOutput extends OutputStream {
        private final byte[] to;
        private int size;

        ArrayOutput(byte[] to) {
            this.to = to;
        }

        @Override
        public void write(int value) {
            to[size++] = (byte) value;
        }

        @Override
        public void write(byte[] from, int at, int length) {
            System.arraycopy(from, at, to, size, length);
            size += length;
        }
    }
}
