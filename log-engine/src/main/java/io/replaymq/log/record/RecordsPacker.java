package io.replaymq.log.record;

import java.io.IOException;

/** Packs and unpacks the records of a batch in one {@link Compression}. Belongs to one thread; keeps what is costly to set up. */
interface RecordsPacker extends AutoCloseable {
    /** How many bytes packing so many bytes may take. */
    int maxPackedBytes(int length);

    /** Packs bytes into an array with room for {@link #maxPackedBytes}. @return how many bytes it took */
    int pack(byte[] from, int at, int length, byte[] to) throws IOException;

    /**
     * Unpacks what nobody has checked.
     *
     * @throws IOException if it is not what this packer writes, cut short, or followed by something else
     */
    void unpack(byte[] from, int at, int length, UnpackedRecords to) throws IOException;

    /** Lets go of native memory. */
    @Override
    void close();
}
