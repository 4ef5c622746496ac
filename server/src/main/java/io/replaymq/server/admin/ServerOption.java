package io.replaymq.server.admin;

import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says which server is meant. Filled by the command line's parser. */
public final class ServerOption {
    private static final String SCHEME = "replaymq://";

    @Option(
            names = {"--server", "--url"},
            paramLabel = "HOST:PORT",
            converter = Address.class,
            description = "The server, as HOST:PORT or replaymq://HOST:PORT; ${DEFAULT-VALUE} if not given.")
    private String url = SCHEME + RemoteServerConfig.DEFAULTS.host() + ":" + RemoteServerConfig.DEFAULTS.port();

    /** Its URL. */
    public String url() {
        return url;
    }

    /** Reads an address; checks it as the client will. */
    static final class Address implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String url = text.contains(":/") ? text : SCHEME + text;
            try {
                RemoteClientConfig.parse(url);
                return url;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
