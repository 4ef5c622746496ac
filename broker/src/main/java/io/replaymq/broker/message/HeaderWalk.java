package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;

/** Walks over the headers of a record without making objects of them. The record was checked when it was made. */
public final class HeaderWalk {
    private static final int NULL_LENGTH = -1;

    private final ByteBuffer bytes;
    private int left;
    private int keyAt;
    private int keyLength;
    private int valueAt;
    private int valueLength;

    /** Begins before the first header. */
    public HeaderWalk(RecordContent content) {
        bytes = content.bytes();
        skip();
        skip();
        left = varint();
    }

    /** Moves to the next header. @return false if there is none */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        keyLength = varint();
        keyAt = bytes.position();
        bytes.position(keyAt + keyLength);
        valueLength = varint();
        valueAt = bytes.position();
        bytes.position(valueAt + Math.max(valueLength, 0));
        return true;
    }

    /** Whether this header has that key. */
    public boolean keyIs(ByteBuffer key) {
        return key.remaining() == keyLength && keyBeginsWith(key);
    }

    /** Whether this header has that key, which is ASCII. */
    boolean keyIs(String key) {
        return isAscii(key, bytes, keyAt, keyLength);
    }

    /** Whether bytes are that text, which is ASCII. */
    static boolean isAscii(String text, ByteBuffer in, int at, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (in.get(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this header's key begins so. */
    public boolean keyBeginsWith(ByteBuffer key) {
        if (key.remaining() > keyLength) {
            return false;
        }
        int other = key.position();
        for (int i = 0; i < key.remaining(); i++) {
            if (bytes.get(keyAt + i) != key.get(other + i)) {
                return false;
            }
        }
        return true;
    }

    /** A view of this header's value; something else if it is null. */
    public ByteBuffer valueOr(ByteBuffer otherwise) {
        return valueLength == NULL_LENGTH ? otherwise : bytes.slice(valueAt, valueLength);
    }

    /** Whether this header's value is null. */
    public boolean isNull() {
        return valueLength == NULL_LENGTH;
    }

    /** This header's key. */
    public String key() {
        byte[] name = new byte[keyLength];
        bytes.get(keyAt, name);
        return new String(name, UTF_8);
    }

    private void skip() {
        int length = varint();
        bytes.position(bytes.position() + Math.max(length, 0));
    }

    /** A zigzag number of base 128, as record batches have it. */
    private int varint() {
        int raw = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            raw |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return (raw >>> 1) ^ -(raw & 1);
    }
}
