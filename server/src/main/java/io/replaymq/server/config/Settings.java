package io.replaymq.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be configured, in the order of the reference page. The defaults are those of the configuration records. */
final class Settings {
    static final Setting<Path> DATA = new Setting<>(
            "data",
            "",
            "a directory",
            "Holds everything the server keeps. Created if it does not exist. Belongs to one server at a time.",
            ValueSyntax.path());

    static final List<Setting<?>> ALL = Stream.of(
                    List.<Setting<?>>of(DATA),
                    EndpointSettings.ALL,
                    LogSettings.ALL,
                    BrokerSettings.ALL,
                    TransactionSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Settings() {}

    static List<String> names() {
        return ALL.stream().<String>map(Setting::name).toList();
    }
}
