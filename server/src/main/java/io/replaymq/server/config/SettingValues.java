package io.replaymq.server.config;

import io.replaymq.remote.api.NearestName;
import io.replaymq.server.api.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was configured, as text with the place it came from, and what is wrong with it. */
final class SettingValues {
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Takes one setting; a later one of the same name replaces it. A name that is not known is a problem. */
    void put(String name, String text, String place) {
        if (Settings.names().contains(name)) {
            entries.put(name, new Entry(text, place));
            return;
        }
        problems.add(place + ": unknown setting '" + name + "', " + NearestName.advice(name, Settings.names()));
    }

    void problem(String text) {
        problems.add(text);
    }

    /** Notes what is wrong with the values that were given, one by one. */
    void check() {
        for (Setting<?> each : Settings.ALL) {
            Entry entry = entries.get(each.name());
            if (entry == null) {
                if (each.required()) {
                    problems.add("'" + each.name() + "' is not set, expected " + each.range());
                }
                continue;
            }
            try {
                each.parse(entry.text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                problems.add(entry.place + ": " + each.name() + "=" + entry.text + ", " + e.getMessage());
            }
        }
        throwProblems();
    }

    /** A value that was checked. */
    <T> T get(Setting<T> setting) {
        Entry entry = entries.get(setting.name());
        return setting.parse(entry == null ? setting.defaultText() : entry.text);
    }

    private void throwProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private record Entry(String text, String place) {}
}
