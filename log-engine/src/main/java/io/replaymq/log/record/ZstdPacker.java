package io.replaymq.log.record;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One Zstandard frame, at the library's default level. A frame that states its size, as ours do, is unpacked in one go. */
final class ZstdPacker implements RecordsPacker {
    private @Nullable ZstdCompressCtx context;

    @Override
    public int maxPackedBytes(int length) {
        return Math.toIntExact(Zstd.compressBound(length));
    }

    @Override
    public int pack(byte[] from, int at, int length, byte[] to) {
        ZstdCompressCtx compress = context;
        if (compress == null) {
            compress = new ZstdCompressCtx();
            context = compress;
        }
        return compress.compressByteArray(to, 0, to.length, from, at, length);
    }

    @Override
    public void unpack(byte[] from, int at, int length, UnpackedRecords to) throws IOException {
        long stated = Zstd.getFrameContentSize(from, at, length);
        if (stated > 0) {
            to.ensureRoom((int) Math.min(stated, Integer.MAX_VALUE));
            try (ZstdDecompressCtx decompress = new ZstdDecompressCtx()) {
                to.advance(decompress.decompressByteArray(to.array(), to.size(), (int) stated, from, at, length));
            }
            return;
        }
        try (ZstdInputStreamNoFinalizer frame =
                new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(from, at, length))) {
            to.addAll(frame);
        }
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}
