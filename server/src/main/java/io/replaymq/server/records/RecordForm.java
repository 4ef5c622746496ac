package io.replaymq.server.records;

import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a line becomes a record. */
final class RecordForm {
    private final byte @Nullable [] separator;
    private final List<Header> headers;

    /** @param separator what stands between key and value, not empty; null if there are no keys */
    RecordForm(byte @Nullable [] separator, List<Header> headers) {
        this.separator = separator;
        this.headers = headers;
    }

    /** The record of a line. @throws IOException if it has no separator and should have one */
    RecordContent read(byte[] line, long number) throws IOException {
        byte[] between = separator;
        if (between == null) {
            return RecordContent.of(null, line, headers);
        }
        int at = find(line, between);
        if (at < 0) {
            throw new IOException("line " + number + " has no key: the key separator does not occur in it");
        }
        return RecordContent.of(
                Arrays.copyOf(line, at), Arrays.copyOfRange(line, at + between.length, line.length), headers);
    }

    private static int find(byte[] line, byte[] text) {
        for (int at = 0; at + text.length <= line.length; at++) {
            if (Arrays.equals(line, at, at + text.length, text, 0, text.length)) {
                return at;
            }
        }
        return -1;
    }
}
