package io.replaymq.server.quickstart;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the application says on its standard output, one line each: {@code name key=value ...}. */
sealed interface ApplicationEvent {
    /** How far it is: messages confirmed as sent, received from the queue, received from the topic. */
    record Progress(long sent, long queue, long topic) implements ApplicationEvent {}

    /** Half of the queue is drained; its consumers wait. */
    record HalfDrained() implements ApplicationEvent {}

    /** What one destination's consumers received in all. */
    record Received(String from, long messages, String checksum, long doubled, long disordered)
            implements ApplicationEvent {}

    /** How often a connection told the application that it failed. */
    record Exceptions(long count) implements ApplicationEvent {}

    /** What a line says, if it says something. */
    static Optional<ApplicationEvent> parse(String line) {
        String[] words = line.split(" ", -1);
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return switch (words[0]) {
            case "progress" ->
                Optional.of(new Progress(number(values, "sent"), number(values, "queue"), number(values, "topic")));
            case "half-drained" -> Optional.of(new HalfDrained());
            case "result" ->
                Optional.of(new Received(
                        words[1],
                        number(values, "messages"),
                        values.getOrDefault("checksum", ""),
                        number(values, "doubled"),
                        number(values, "disordered")));
            case "exceptions" -> Optional.of(new Exceptions(number(values, "count")));
            default -> Optional.empty();
        };
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(values.getOrDefault(key, "-1"));
    }
}
