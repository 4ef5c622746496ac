package io.replaymq.groups.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import java.util.List;
import java.util.Optional;

/**
 * What a message in a dead-letter topic says of itself, in headers behind its own: each begins with {@link #HEADER_PREFIX}, its
 * value is UTF-8 text. Key, value, the headers before and the timestamp are those of the message. Layout: {@code docs/format/dead-letter.md}.
 *
 * @param topic the log topic it was in
 * @param partition the partition there
 * @param offset the offset there
 * @param group the group that gave it up
 * @param reason why: {@link #DELIVERY_LIMIT}, {@link #EXPIRED}, or what the member said that rejected it
 * @param deliveries how often it was delivered
 * @param timeMs when it was given up, in milliseconds since the epoch
 */
public record DeadLetter(
        String topic, int partition, long offset, String group, String reason, int deliveries, long timeMs) {
    /** How the names of its headers begin. */
    public static final String HEADER_PREFIX = "dead-letter.";

    /** The reason of a message that was delivered as often as its group allows. */
    public static final String DELIVERY_LIMIT = "delivery limit";

    /** The reason of a message whose time was over. */
    public static final String EXPIRED = "expired";

    private static final List<String> NAMES = List.of(
            HEADER_PREFIX + "topic",
            HEADER_PREFIX + "partition",
            HEADER_PREFIX + "offset",
            HEADER_PREFIX + "group",
            HEADER_PREFIX + "reason",
            HEADER_PREFIX + "deliveries",
            HEADER_PREFIX + "time");

    /** The message as a dead letter. */
    public RecordContent attachedTo(RecordContent message) {
        List<Object> values = List.of(topic, partition, offset, group, reason, deliveries, timeMs);
        Header[] headers = new Header[NAMES.size()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new Header(NAMES.get(i), values.get(i).toString().getBytes(UTF_8));
        }
        return message.withHeaders(List.of(headers));
    }

    /** The message as it was before it became a dead letter; as it is, if it is none. */
    public static RecordContent original(RecordContent message) {
        return in(message).isPresent() ? message.withoutLastHeaders(NAMES.size()) : message;
    }

    /** What a message says, if it is a dead letter: if its last headers are these, in this order, and hold what they should. */
    public static Optional<DeadLetter> in(RecordContent message) {
        List<Header> all = message.headers();
        if (all.size() < NAMES.size()) {
            return Optional.empty();
        }
        List<Header> last = all.subList(all.size() - NAMES.size(), all.size());
        String[] values = new String[NAMES.size()];
        for (int i = 0; i < values.length; i++) {
            byte[] value = last.get(i).value();
            if (value == null || !last.get(i).key().equals(NAMES.get(i))) {
                return Optional.empty();
            }
            values[i] = new String(value, UTF_8);
        }
        return parse(values);
    }

    private static Optional<DeadLetter> parse(String[] values) {
        try {
            DeadLetter letter = new DeadLetter(
                    values[0],
                    Integer.parseInt(values[1]),
                    Long.parseLong(values[2]),
                    values[3],
                    values[4],
                    Integer.parseInt(values[5]),
                    Long.parseLong(values[6]));
            boolean sound = letter.partition >= 0 && letter.offset >= 0 && letter.deliveries >= 0;
            return sound ? Optional.of(letter) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // somebody else's headers of the same names
        }
    }
}
