package io.replaymq.server.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line that a server writes to its standard output, as soon as it can be connected to:
 * {@code replaymq ready host=127.0.0.1 port=7717 pid=4711 version=0.1.0}.
 *
 * @param host the address it listens on
 * @param port the port it listens on
 * @param pid its process id
 * @param version its version
 */
public record ReadyLine(String host, int port, long pid, String version) {
    private static final Pattern SHAPE =
            Pattern.compile("replaymq ready host=(\\S+) port=(\\d{1,5}) pid=(\\d{1,18}) version=(\\S+)");

    /** What a line says, if it is a ready line. */
    public static Optional<ReadyLine> parse(String line) {
        Matcher matcher = SHAPE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ReadyLine(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4)));
    }

    /** The line. */
    public String text() {
        return "replaymq ready host=" + host + " port=" + port + " pid=" + pid + " version=" + version;
    }

    /** The URL at which clients find it. */
    public String url() {
        return "replaymq://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
