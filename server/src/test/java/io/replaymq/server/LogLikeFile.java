package io.replaymq.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A text file as a server's log is: many lines alike, some the same, some empty, some long, not all of it ASCII. */
final class LogLikeFile {
    private static final List<String> EVENTS = List.of(
            "INFO  [main] workerEnv.init() ok /etc/httpd/conf/workers2.properties",
            "ERROR [worker-7] mod_jk child workerEnv in error state 6",
            "WARN  [sshd] Failed password for invalid user größer from 10.0.0.%d port 38926 ssh2",
            "DEBUG [quorum] Received connection request /10.10.34.%d:45307",
            "\tat org.example.Something.run(Something.java:%d)",
            "");

    private LogLikeFile() {}

    static Path write(Path file, int lines, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> text = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            String event = EVENTS.get(random.nextInt(EVENTS.size())).formatted(random.nextInt(256));
            text.add(
                    random.nextInt(200) == 0
                            ? event.repeat(1 + random.nextInt(200))
                            : "2026-11-21 11:00:" + i % 60 + " " + event);
        }
        return Files.write(file, text);
    }
}
