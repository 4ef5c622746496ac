package io.replaymq.server.topics;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.server.admin.AdminOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that gives a topic settings. Filled by the command line's parser. */
final class SettingOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = {
                "A setting; may be given more than once.",
                "segment=64MiB, segment-age=12h, retention-time=7d, retention-bytes=10GiB, retain=unconsumed|time_only,",
                "cleanup=delete|compact|compact_and_delete, min-dirty-ratio=0.5, tombstone-retention=1d, min-lag=0,",
                "max-batch=1MiB."
            })
    private Map<String, String> values = new LinkedHashMap<>();

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** These settings with those that were given. */
    TopicConfig applyTo(TopicConfig config, AdminOptions admin) {
        try {
            return TopicSetting.change(config, values);
        } catch (IllegalArgumentException e) {
            throw admin.usage(String.valueOf(e.getMessage()));
        }
    }
}
