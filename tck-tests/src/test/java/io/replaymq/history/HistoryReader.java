package io.replaymq.history;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the events of a file, as far as they are written: a line that a killed process left half written is not there. */
public final class HistoryReader implements AutoCloseable {
    private static final ObjectReader JSON = JsonMapper.builder().build().readerFor(Event.class);
    private static final int CHUNK = 64 << 10;

    private final Path path;
    private final InputStream file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long lines;

    private HistoryReader(Path path, InputStream file) {
        this.path = path;
        this.file = file;
    }

    public static HistoryReader open(Path path) throws IOException {
        return new HistoryReader(path, Files.newInputStream(path));
    }

    /**
     * Hands over the events that have been added since the last call.
     *
     * @throws IOException that names the line that is no event
     */
    public void readOn(Consumer<Event> reader) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = file.read(chunk); read > 0; read = file.read(chunk)) {
            int from = 0;
            for (int i = 0; i < read; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, from, i - from);
                    from = i + 1;
                    reader.accept(event());
                }
            }
            line.write(chunk, from, read - from);
        }
    }

    private Event event() throws IOException {
        lines++;
        try {
            return JSON.readValue(line.toByteArray());
        } catch (IOException e) {
            throw new IOException(path + ", line " + lines + " is no event: " + line, e);
        } finally {
            line.reset();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
