package io.replaymq.reliability;

/**
 * How much a run does.
 *
 * @param messages how many are fed and confirmed, at least
 * @param serverKills how often the server is killed
 * @param clientKills how often a client is killed
 * @param pauses how often a client is stopped until it has lost what it held, and then goes on
 */
record Extent(int messages, int serverKills, int clientKills, int pauses) {
    /** What every build does; ten times that is the full programme. */
    static final Extent ROUND = new Extent(
            Integer.getInteger("reliability.messages", 50_000),
            Integer.getInteger("reliability.server-kills", 10),
            Integer.getInteger("reliability.client-kills", 20),
            Integer.getInteger("reliability.pauses", 5));

    int faults() {
        return serverKills + clientKills + pauses;
    }
}
