package io.replaymq.broker.selector;

import java.util.HashMap;
import java.util.Map;

/**
 * The pattern of a LIKE: {@code _} stands for one character, {@code %} for any number, anything else for itself. A character is a
 * Unicode code point.
 *
 * <p>Matches by the shift-and algorithm. The pattern without its {@code %} is a row of elements; state {@code i} means that the
 * first {@code i} of them are matched, and bit {@code i} of a set says whether the text so far can lead there. A character moves each
 * state whose next element it fits one on, and leaves those where they are that have a {@code %} there. So each character costs one
 * step for each 64 elements, whatever the text is.
 */
final class LikePattern {
    private final Map<Integer, long[]> fits = new HashMap<>(); // by character that is in the pattern: elements it fits
    private final long[] anyCharacter; // elements that are _
    private final long[] stays; // states with a % there
    private final int elements;

    private LikePattern(int words, int elements) {
        this.anyCharacter = new long[words];
        this.stays = new long[words];
        this.elements = elements;
    }

    /**
     * Compiles a pattern.
     *
     * @param escape makes the character behind it stand for itself; -1 for none
     */
    static LikePattern compile(String pattern, int escape) {
        int[] characters = pattern.codePoints().toArray();
        LikePattern compiled = new LikePattern(characters.length / Long.SIZE + 1, countElements(characters, escape));
        int element = 0;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == escape && i + 1 < characters.length) {
                i++;
                compiled.addCharacter(characters[i], element++);
            } else if (character == '%') {
                set(compiled.stays, element);
            } else if (character == '_') {
                set(compiled.anyCharacter, element++);
            } else {
                compiled.addCharacter(character, element++);
            }
        }
        compiled.fits.values().forEach(each -> unite(each, compiled.anyCharacter));
        return compiled;
    }

    private static int countElements(int[] characters, int escape) {
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == escape && i + 1 < characters.length) {
                i++;
                count++;
            } else if (characters[i] != '%') {
                count++;
            }
        }
        return count;
    }

    private void addCharacter(int character, int element) {
        set(fits.computeIfAbsent(character, each -> new long[stays.length]), element);
    }

    private static void set(long[] bits, int at) {
        bits[at / Long.SIZE] |= 1L << (at % Long.SIZE);
    }

    private static void unite(long[] into, long[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] |= other[i];
        }
    }

    /** Whether all of the text fits the pattern. */
    boolean matches(String text) {
        long[] states = new long[stays.length];
        states[0] = 1;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (!step(states, fits.getOrDefault(character, anyCharacter))) {
                return false;
            }
        }
        return (states[elements / Long.SIZE] >>> (elements % Long.SIZE) & 1) != 0;
    }

    /** Takes one character. @return whether any state is left */
    private boolean step(long[] states, long[] fitting) {
        long carry = 0;
        long left = 0;
        for (int i = 0; i < states.length; i++) {
            long moving = states[i] & fitting[i];
            states[i] = (moving << 1) | carry | (states[i] & stays[i]);
            carry = moving >>> (Long.SIZE - 1);
            left |= states[i];
        }
        return left != 0;
    }
}
