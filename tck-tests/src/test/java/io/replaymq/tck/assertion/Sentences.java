package io.replaymq.tck.assertion;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of methods and constants, as they are read. */
public final class Sentences {
    private static final Pattern WORD_BEGINS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])");

    private Sentences() {}

    /** {@code itIsSo} and {@code IT_IS_SO} are "it is so"; what is written {@code JMSType} stays. */
    public static String of(String name) {
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            return name.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        StringBuilder sentence = new StringBuilder();
        for (String word : WORD_BEGINS.split(name, -1)) {
            boolean acronym = word.length() > 1 && Character.isUpperCase(word.charAt(1));
            sentence.append(sentence.length() == 0 ? "" : " ").append(acronym ? word : word.toLowerCase(Locale.ROOT));
        }
        return sentence.toString();
    }
}
