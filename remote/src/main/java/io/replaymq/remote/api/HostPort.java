package io.replaymq.remote.api;

/**
 * Where a broker listens.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port 1 to 65,535
 */
public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Checks the port. */
    public HostPort {
        if (host.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "host '" + host + "', port " + port + ", expected a host and a port of 1 to " + MAX_PORT);
        }
    }

    /** Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}. @throws IllegalArgumentException if it is none */
    static HostPort parse(String text, int defaultPort) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        boolean unclosed = text.startsWith("[") && bracket < 0;
        boolean trailing = bracket >= 0 && colon != bracket + 1 && bracket != text.length() - 1;
        if (unclosed || trailing) {
            throw new IllegalArgumentException("address '" + text + "', expected host:port or [IPv6 address]:port");
        }
        String bare = bracket < 0 ? host : text.substring(1, bracket);
        return new HostPort(bare, colon < 0 ? defaultPort : port(text, text.substring(colon + 1)));
    }

    private static int port(String address, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("port '" + digits + "' in '" + address + "', expected a number", e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
