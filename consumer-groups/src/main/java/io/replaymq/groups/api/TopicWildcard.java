package io.replaymq.groups.api;

import java.util.List;

/**
 * A name of many topics: words separated by dots, of which {@code *} stands for any one word and {@code #} for any number of them, none
 * included. No topic can be called so.
 *
 * @param words at least one
 */
public record TopicWildcard(List<String> words) {
    private static final String ONE = "*";
    private static final String ANY = "#";

    /** Copies the words. */
    public TopicWildcard {
        words = List.copyOf(words);
    }

    /** The topics that a name means, if it means many. */
    public static TopicWildcard of(String name) {
        return new TopicWildcard(wordsOf(name));
    }

    private static List<String> wordsOf(String name) {
        return List.of(name.split("\\.", -1));
    }

    /** Whether a name means many topics. */
    public static boolean isOne(String name) {
        if (name.indexOf('*') < 0 && name.indexOf('#') < 0) {
            return false; // asked for each message
        }
        List<String> words = wordsOf(name);
        return words.contains(ONE) || words.contains(ANY);
    }

    /** Whether a topic is one of them. */
    public boolean matches(String topic) {
        List<String> names = wordsOf(topic);
        int word = 0;
        int name = 0;
        int lastAny = -1; // where to go on from if what follows it does not match
        int takenByAny = 0;
        while (name < names.size()) {
            if (word < words.size() && words.get(word).equals(ANY)) {
                lastAny = word++;
                takenByAny = name;
            } else if (word < words.size() && isMatch(words.get(word), names.get(name))) {
                word++;
                name++;
            } else if (lastAny >= 0) {
                word = lastAny + 1;
                name = ++takenByAny;
            } else {
                return false;
            }
        }
        return words.subList(word, words.size()).stream().allMatch(ANY::equals);
    }

    private static boolean isMatch(String word, String name) {
        return word.equals(ONE) || word.equals(name);
    }
}
