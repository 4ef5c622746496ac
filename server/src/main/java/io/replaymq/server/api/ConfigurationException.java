package io.replaymq.server.api;

import java.util.List;

/** The configuration is wrong. Carries everything that is wrong with it, not just the first thing. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** One line for each problem: where it stands, what was found, what was expected. */
    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, in the order in which they stand in the configuration. */
    public List<String> problems() {
        return problems;
    }
}
