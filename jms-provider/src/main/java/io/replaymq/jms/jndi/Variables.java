package io.replaymq.jms.jndi;

import java.util.Map;
import javax.naming.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a name between dollar-brace and brace, and what stands there as its default behind {@code :-}, in values of properties, as Qpid
 * JMS does. A name is another property of the context, else a system property, else a variable of the process. A second dollar before
 * it keeps it as it is.
 */
final class Variables {
    private static final String BEGIN = "${";
    private static final String ESCAPED = "$${";
    private static final String DEFAULT = ":-";
    private static final char END = '}';
    private static final int MAX_DEPTH = 20;

    private final Map<String, String> settings;

    private Variables(Map<String, String> settings) {
        this.settings = settings;
    }

    static Variables of(Map<String, String> settings) {
        return new Variables(settings);
    }

    /** @throws ConfigurationException if a variable has no value and no default, does not end, or needs itself */
    String expand(String value) throws ConfigurationException {
        return expand(value, 0);
    }

    private String expand(String value, int depth) throws ConfigurationException {
        if (!value.contains(BEGIN)) {
            return value;
        }
        if (depth > MAX_DEPTH) {
            throw new ConfigurationException("'" + value + "': variables within variables, more than " + MAX_DEPTH
                    + " of them; does one need itself?");
        }
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < value.length()) {
            if (value.startsWith(ESCAPED, at)) {
                expanded.append(BEGIN);
                at += ESCAPED.length();
            } else if (value.startsWith(BEGIN, at)) {
                int end = endOf(value, at);
                expanded.append(valueOf(value.substring(at + BEGIN.length(), end), depth));
                at = end + 1;
            } else {
                expanded.append(value.charAt(at++));
            }
        }
        return expanded.toString();
    }

    /** The brace that closes it; a default may contain variables. */
    private static int endOf(String value, int begin) throws ConfigurationException {
        int open = 0;
        for (int i = begin; i < value.length(); i++) {
            if (value.startsWith(BEGIN, i)) {
                open++;
            } else if (value.charAt(i) == END) {
                open--;
                if (open == 0) {
                    return i;
                }
            }
        }
        throw new ConfigurationException("'" + value + "': a variable begins with ${ and does not end with }");
    }

    private String valueOf(String variable, int depth) throws ConfigurationException {
        int split = variable.indexOf(DEFAULT);
        String name = split < 0 ? variable : variable.substring(0, split);
        String found = find(name);
        if (found != null) {
            return expand(found, depth + 1);
        }
        if (split < 0) {
            throw new ConfigurationException("variable '" + name
                    + "' is neither a property of the context, nor a system property, nor a variable of the process;"
                    + " ${" + name + ":-default} gives it a default");
        }
        return expand(variable.substring(split + DEFAULT.length()), depth + 1);
    }

    private @Nullable String find(String name) {
        String setting = settings.get(name);
        if (setting != null) {
            return setting;
        }
        String property = name.isEmpty() ? null : System.getProperty(name);
        return property != null ? property : System.getenv(name);
    }
}
