package io.replaymq.server.admin;

import io.replaymq.remote.api.RemoteServerConfig;
import picocli.CommandLine.Option;

/** The option that says which server is meant. Filled by the command line's parser. */
final class ServerOption {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server, as replaymq://HOST:PORT; ${DEFAULT-VALUE} if not given.")
    private String url = "replaymq://" + RemoteServerConfig.DEFAULTS.host() + ":" + RemoteServerConfig.DEFAULTS.port();

    String url() {
        return url;
    }
}
