package io.replaymq.history;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Appends events to a file, a JSON object a line. What was noted is in the file when the call returns, whatever kills the process. */
public final class HistoryWriter implements AutoCloseable {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writerFor(Event.class);

    private final OutputStream file;

    private HistoryWriter(OutputStream file) {
        this.file = file;
    }

    /** Goes on with the file, or begins it. */
    public static HistoryWriter open(Path path) throws IOException {
        return new HistoryWriter(Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Notes one event. */
    public void note(Event event) {
        noteAll(List.of(event));
    }

    /** Notes several, with one call of the system. */
    public synchronized void noteAll(List<Event> events) {
        StringBuilder lines = new StringBuilder();
        try {
            for (Event each : events) {
                lines.append(JSON.writeValueAsString(each)).append('\n');
            }
            file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
