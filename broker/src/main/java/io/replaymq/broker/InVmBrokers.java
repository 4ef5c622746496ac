package io.replaymq.broker;

import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.LinkClosedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The brokers of this VM, by URL. The one registry of the process: a URL is a string, so what it names in this VM has to be found
 * somewhere that everybody reaches. It knows which brokers are there and who uses them, and nothing else.
 *
 * <ul>
 *   <li>{@code replaymq:vm} and {@code replaymq:vm/NAME}: a broker that somebody runs and has {@linkplain #offer offered} under
 *       the empty or that name; closing what was opened leaves it running.
 *   <li>{@code replaymq:vm?data=DIRECTORY}: the broker of a data directory, with default settings. It is opened for the first user
 *       and closed after the last.
 * </ul>
 *
 * <p><b>Threads:</b> any. One lock guards the registry, also while a directory's broker is opened or closed, so that nobody opens
 * a directory that is being closed; nothing that runs under it comes back here.
 */
public final class InVmBrokers {
    private static final InVmBrokers REGISTRY = new InVmBrokers();
    private static final String SCHEME = "replaymq:vm";
    private static final String DATA = "?data=";

    private final Map<String, EmbeddedBroker> offered = new HashMap<>();
    private final Map<Path, SharedNode> nodes = new HashMap<>();

    private InVmBrokers() {}

    /** Whether a URL names a broker of this VM. */
    public static boolean isInVm(String url) {
        return url.equals(SCHEME) || url.startsWith(SCHEME + "/") || url.startsWith(SCHEME + "?");
    }

    /**
     * Makes a running broker known under a name, the empty one for plain {@code replaymq:vm}.
     *
     * @return takes the name back when it is closed
     * @throws IllegalStateException if the name is taken
     */
    public static Offer offer(String name, EmbeddedBroker broker) {
        REGISTRY.put(name, broker);
        return () -> REGISTRY.remove(name, broker);
    }

    /**
     * The broker a URL names. Closing it ends the links that were opened through it.
     *
     * @throws IllegalArgumentException if the URL is none of these
     * @throws LinkClosedException if nobody offers a broker of that name
     */
    public static Broker open(String url) {
        if (!isInVm(url)) {
            throw new IllegalArgumentException(
                    "URL '" + url + "', expected replaymq:vm, replaymq:vm/NAME or replaymq:vm?data=DIRECTORY");
        }
        String rest = url.substring(SCHEME.length());
        if (rest.startsWith(DATA) && rest.length() > DATA.length() && rest.indexOf('&') < 0) {
            String directory = URLDecoder.decode(rest.substring(DATA.length()), StandardCharsets.UTF_8);
            return REGISTRY.openNode(Path.of(directory).toAbsolutePath().normalize());
        }
        if (rest.indexOf('?') >= 0) {
            throw new IllegalArgumentException("URL '" + url + "', expected the one option data=DIRECTORY");
        }
        return REGISTRY.find(rest.isEmpty() ? "" : rest.substring(1)).lease(() -> {});
    }

    private synchronized void put(String name, EmbeddedBroker broker) {
        if (offered.putIfAbsent(name, broker) != null) {
            throw new IllegalStateException("a broker is already offered in this VM under the name '" + name + "'");
        }
    }

    private synchronized void remove(String name, EmbeddedBroker broker) {
        offered.remove(name, broker);
    }

    private synchronized EmbeddedBroker find(String name) {
        return Optional.ofNullable(offered.get(name))
                .orElseThrow(
                        () -> new LinkClosedException("no broker is offered in this VM under the name '" + name + "'"));
    }

    private synchronized Broker openNode(Path directory) {
        @Nullable SharedNode shared = nodes.get(directory);
        if (shared == null) {
            shared = new SharedNode(EmbeddedNode.open(directory));
            nodes.put(directory, shared);
        }
        shared.users++;
        return shared.node.broker().lease(() -> giveBack(directory));
    }

    private synchronized void giveBack(Path directory) {
        SharedNode shared = nodes.get(directory);
        if (shared != null && --shared.users == 0) {
            nodes.remove(directory);
            shared.node.close();
        }
    }

    /** A name that a broker has in this VM until this is closed. */
    @FunctionalInterface
    public interface Offer extends AutoCloseable {
        @Override
        void close();
    }

    private static final class SharedNode {
        private final EmbeddedNode node;
        private int users;

        SharedNode(EmbeddedNode node) {
            this.node = node;
        }
    }
}
