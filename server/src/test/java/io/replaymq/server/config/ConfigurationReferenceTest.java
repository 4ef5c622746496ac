package io.replaymq.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page says what the code says. When it does not, the failure shows the table to paste. */
class ConfigurationReferenceTest {
    @Test
    void theReferencePageListsEverySettingAsItIs() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));

        assertThat(page).contains(table());
    }

    private static String table() {
        return Settings.ALL.stream()
                .map(setting -> "| `%s` | %s | %s | %s |"
                        .formatted(setting.name(), defaultOf(setting), setting.range(), setting.meaning()))
                .collect(Collectors.joining(
                        "\n", "| setting | default | values | meaning |\n| --- | --- | --- | --- |\n", "\n"));
    }

    private static String defaultOf(Setting<?> setting) {
        return setting.required() ? "none, must be given" : "`" + setting.defaultText() + "`";
    }
}
