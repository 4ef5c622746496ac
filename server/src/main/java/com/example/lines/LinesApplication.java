package com.example.lines;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.naming.NamingException;

/**
 * The command line of the application:
 *
 * <ul>
 *   <li>{@code ship LIST}: sends every line of the files named in LIST (one path a line) to a queue and to a topic, while two
 *       competing consumers drain the queue and a durable subscriber reads the topic. Half-way through the queue the consumers
 *       wait for a line on standard input.
 *   <li>{@code reread COUNT}: reads COUNT messages from the durable subscription.
 * </ul>
 *
 * <p>Prints its progress and, at the end, what was received, with checksums. Exit code 0 if the job was finished.
 */
public final class LinesApplication {
    private LinesApplication() {}

    /** Runs the application. */
    public static void main(String[] arguments) throws InterruptedException {
        try (Wiring wiring = Wiring.fromJndi()) {
            switch (arguments.length == 2 ? arguments[0] : "") {
                case "ship" -> new Shipping(wiring, filesOf(Path.of(arguments[1]))).run();
                case "reread" -> new Rereading(wiring, Integer.parseInt(arguments[1])).run();
                default -> {
                    System.err.println("usage: ship LIST | reread COUNT");
                    System.exit(2);
                }
            }
        } catch (JMSException | NamingException | IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static List<TextFile> filesOf(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .map(name -> new TextFile(name, Path.of(name)))
                .toList();
    }
}
