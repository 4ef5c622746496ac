package io.replaymq.benchmarks.measure;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Flat settings: those of a provider, overlaid by those of one case. Belongs to one thread until it is no longer changed. */
public final class Settings {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** The settings of a properties file. */
    public static Settings load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        Settings settings = new Settings();
        for (String key : new TreeMap<>(properties).keySet().toArray(String[]::new)) {
            settings.set(key, properties.getProperty(key).trim());
        }
        return settings;
    }

    /** Sets one. */
    public Settings set(String key, Object value) {
        values.put(key, String.valueOf(value));
        return this;
    }

    /** Sets many, given as {@code a=1 b=2}. */
    public Settings overlay(String pairs) {
        for (String pair : words(pairs)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("setting '" + pair + "', expected key=value");
            }
            set(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return this;
    }

    /** The value, or the other one if it is not set. */
    public String get(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** The value, or null. */
    public @Nullable String find(String key) {
        return values.get(key);
    }

    /**
     * The value.
     *
     * @throws IllegalArgumentException if it is not set
     */
    public String need(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("setting '" + key + "' is missing");
        }
        return value;
    }

    /** A number; underscores may group its digits. */
    public long number(String key, long otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : Long.parseLong(value.replace("_", ""));
    }

    /** A number that fits an {@code int}. */
    public int count(String key, int otherwise) {
        return Math.toIntExact(number(key, otherwise));
    }

    /** Whether it is set to {@code true}. */
    public boolean is(String key) {
        return Boolean.parseBoolean(values.get(key));
    }

    /** All settings under a prefix, with the prefix cut off, in order. */
    public Map<String, String> under(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** The text with each <code>${key}</code> replaced by its setting, three levels deep. */
    public String fill(String text) {
        String filled = text;
        for (int depth = 0; depth < 3; depth++) {
            for (Map.Entry<String, String> each : values.entrySet()) {
                filled = filled.replace("${" + each.getKey() + "}", each.getValue());
            }
        }
        return filled;
    }

    /** The words of a text, without empty ones. */
    public static String[] words(String text) {
        String trimmed = text.trim();
        return trimmed.isEmpty() ? new String[0] : trimmed.split("\\s+", -1);
    }
}
