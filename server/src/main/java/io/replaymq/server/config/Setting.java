package io.replaymq.server.config;

/**
 * One thing that can be configured, by name.
 *
 * @param name as it is written in the file
 * @param defaultText its default, as it would be written; empty if it has to be given
 * @param range the values it takes, with their unit, for people
 * @param meaning what it does, for people
 * @param syntax turns text into its value
 */
record Setting<T>(String name, String defaultText, String range, String meaning, ValueSyntax<T> syntax) {
    /** The value of a text. @throws IllegalArgumentException saying what was expected */
    T parse(String text) {
        return syntax.parse(text);
    }

    boolean required() {
        return defaultText.isEmpty();
    }
}
