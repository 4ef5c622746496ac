package io.replaymq.jms.jndi;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a naming context is made of, complete: with those of a file, if {@code java.naming.provider.url} names one, and
 * with variables expanded. Immutable.
 */
final class Settings {
    private static final String FILE_SCHEME = "file:";
    private static final String FILE_ENDING = ".properties";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Completes properties.
     *
     * @throws ConfigurationException if the file cannot be read, describes what the properties describe too, or a variable has no value
     */
    static Settings of(Map<String, String> given) throws NamingException {
        Map<String, String> values = new TreeMap<>(given);
        String url = given.get(Context.PROVIDER_URL);
        String location = url == null ? null : Variables.of(given).expand(url);
        Path file = location == null ? null : fileOf(location);
        if (file != null) {
            values.remove(Context.PROVIDER_URL);
            add(values, read(file), file);
        }
        Variables variables = Variables.of(Map.copyOf(values));
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (Bindings.isOurs(each.getKey())) {
                each.setValue(variables.expand(each.getValue()));
            }
        }
        return new Settings(values);
    }

    Map<String, String> values() {
        return values;
    }

    /** A path, or a URL of scheme file; anything else is where a broker is. */
    private static @Nullable Path fileOf(String location) throws ConfigurationException {
        try {
            if (location.startsWith(FILE_SCHEME)) {
                return Path.of(URI.create(location));
            }
            boolean otherScheme = location.contains("://") || location.startsWith("replaymq:");
            return location.endsWith(FILE_ENDING) && !otherScheme ? Path.of(location) : null;
        } catch (IllegalArgumentException e) { // a URI or path that is none
            throw caused(new ConfigurationException(Context.PROVIDER_URL + "=" + location + ": " + e.getMessage()), e);
        }
    }

    private static Properties read(Path file) throws ConfigurationException {
        Properties properties = new Properties();
        try (Reader from = Files.newBufferedReader(file)) {
            properties.load(from);
        } catch (IOException | IllegalArgumentException e) { // the latter for a malformed escape
            throw caused(
                    new ConfigurationException(
                            Context.PROVIDER_URL + ": properties file " + file + " cannot be read: " + e),
                    e);
        }
        return properties;
    }

    private static void add(Map<String, String> values, Properties properties, Path file)
            throws ConfigurationException {
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name);
            String given = Bindings.isOurs(name) ? values.putIfAbsent(name, value) : null;
            if (given != null && !given.equals(value)) {
                throw new ConfigurationException(name + " is given twice: as '" + given + "' and in " + file);
            }
        }
    }

    private static ConfigurationException caused(ConfigurationException failure, Exception cause) {
        failure.setRootCause(cause);
        return failure;
    }
}
