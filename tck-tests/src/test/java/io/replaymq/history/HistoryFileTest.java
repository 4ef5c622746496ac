package io.replaymq.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    private static final List<Event> ONE_OF_EACH = List.of(
            new Event.Opened(1, "s"),
            new Event.Sent(2, "s", 1, "queue", new MessageId("p", 7), Phase.INVOKED),
            new Event.Received(3, "s", 1, "queue", new MessageId("p", 7), "f/1", 2),
            new Event.Acknowledged(4, "s", "queue", new MessageId("p", 7), "f/1", Phase.SUCCEEDED),
            new Event.Ended(5, "s", 1, Decision.PREPARE, "x", Phase.UNKNOWN),
            new Event.Decided(6, "x", Decision.COMMIT, Phase.FAILED),
            new Event.Listed(7, Set.of("x", "y")),
            new Event.Read(8, "r", "queue", 0, 12, new MessageId("p", 7), "s/1"),
            new Event.Finished(9, "queue", Event.Finished.How.READ),
            new Event.Fault(10, "SIGKILL", List.of("server")),
            new Event.Closed(11, "s"));

    @TempDir
    private Path directory;

    @Test
    void whatWasNotedIsReadWhileTheFileGrows() throws IOException {
        Path path = directory.resolve("history.jsonl");
        List<Event> read = new ArrayList<>();

        try (HistoryWriter writer = HistoryWriter.open(path);
                HistoryReader reader = HistoryReader.open(path)) {
            for (Event each : ONE_OF_EACH) {
                writer.note(each);
                reader.readOn(read::add);
                assertThat(read).last().isEqualTo(each);
            }
        }

        assertThat(read).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void aLineThatIsHalfWrittenIsNotThereYet() throws IOException {
        Path path = directory.resolve("history.jsonl");
        try (HistoryWriter writer = HistoryWriter.open(path)) {
            writer.noteAll(ONE_OF_EACH);
        }
        String whole = Files.readString(path);
        Files.writeString(path, whole.substring(0, whole.length() - 9));
        List<Event> read = new ArrayList<>();

        try (HistoryReader reader = HistoryReader.open(path)) {
            reader.readOn(read::add);
            assertThat(read).hasSize(ONE_OF_EACH.size() - 1);
            Files.writeString(path, whole.substring(whole.length() - 9), StandardOpenOption.APPEND);
            reader.readOn(read::add);
        }

        assertThat(read).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void aLineThatIsNoEventIsNamed() throws IOException {
        Path path = Files.writeString(directory.resolve("history.jsonl"), "{\"event\":\"opened\"}\nnonsense\n");

        try (HistoryReader reader = HistoryReader.open(path)) {
            assertThatThrownBy(() -> reader.readOn(event -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("history.jsonl, line 2")
                    .hasMessageContaining("nonsense");
        }
    }
}
