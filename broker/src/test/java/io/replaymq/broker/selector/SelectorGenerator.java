package io.replaymq.broker.selector;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes valid selectors over properties whose names begin with their type: {@code i} int, {@code l} long, {@code f} float, {@code d}
 * double, {@code b} boolean, {@code s} string. Any of them may be null in a message.
 */
final class SelectorGenerator {
    static final List<String> EXACTS = List.of("i1", "i2", "l1", "l2");
    static final List<String> DOUBLES = List.of("d1", "d2");
    static final List<String> APPROXIMATES = List.of("f1", "d1", "d2");
    static final List<String> BOOLEANS = List.of("b1", "b2");
    static final List<String> STRINGS = List.of("s1", "s2", "s3");
    static final List<String> TEXTS =
            List.of("", "a", "ab", "abc", "a%c", "a_c", "it's", "Zürich", "AND", "\uD83D\uDE80x");

    private static final List<String> ORDERS = List.of("<", "<=", ">", ">=");
    private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> PATTERNS =
            List.of("%", "a%", "%c", "_b%", "a_c", "%b_", "%%", "", "_", "%a%b%", "it''s", "Z_rich");
    private static final List<String> ESCAPED = List.of("a!%c", "a!_c", "!%%", "%!_%", "!!");

    private final SplittableRandom random;
    private Equality equality = Equality.WITH;

    SelectorGenerator(SplittableRandom random) {
        this.random = random;
    }

    String next(Equality mayHave) {
        equality = mayHave;
        return condition(3);
    }

    private String condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 10)) {
            case 0, 1 -> comparison(depth);
            case 2 -> ofStrings();
            case 3 ->
                one(all()) + " " + word("is") + " " + (random.nextBoolean() ? word("not") + " " : "") + word("null");
            case 4 -> between(depth);
            case 5 -> ofBooleans();
            case 6 -> word("not") + " (" + condition(depth - 1) + ")";
            case 7 -> condition(depth - 1) + " " + word("and") + " " + condition(depth - 1);
            case 8 -> condition(depth - 1) + " " + word("or") + " " + condition(depth - 1);
            default -> "(" + condition(depth - 1) + ")";
        };
    }

    private String comparison(int depth) {
        List<String> comparators = equality == Equality.WITH ? COMPARATORS : ORDERS;
        return sum(depth) + space() + one(comparators) + space() + sum(depth);
    }

    private String between(int depth) {
        return sum(depth) + not() + " " + word("between") + " " + sum(depth) + " " + word("and") + " " + sum(depth);
    }

    private String ofBooleans() {
        String name = one(BOOLEANS);
        return switch (random.nextInt(equality == Equality.WITH ? 4 : 2)) {
            case 0 -> name;
            case 1 -> word("not") + " " + name;
            case 2 -> name + equality() + word(random.nextBoolean() ? "true" : "false");
            default -> name + equality() + one(BOOLEANS);
        };
    }

    private String ofStrings() {
        String name = one(STRINGS);
        return switch (random.nextInt(equality == Equality.WITH ? 4 : 3)) {
            case 0 -> name + not() + " " + word("in") + " (" + quoted(one(TEXTS)) + ", " + quoted(one(TEXTS)) + ")";
            case 1 -> name + not() + " " + word("like") + " '" + one(PATTERNS) + "'";
            case 2 -> name + not() + " " + word("like") + " '" + one(ESCAPED) + "' " + word("escape") + " '!'";
            default -> name + equality() + quoted(one(TEXTS));
        };
    }

    private String equality() {
        return space() + (random.nextBoolean() ? "=" : "<>") + space();
    }

    private String not() {
        return random.nextInt(3) == 0 ? " " + word("not") : "";
    }

    /** Any number. Only exact ones are multiplied or negated: Artemis tells 0.0 from -0.0. */
    private String sum(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> one(APPROXIMATES);
            case 1 -> approximate();
            case 2, 3 -> exact(depth);
            case 4 -> "(" + approximateSum(depth - 1) + ") / " + (1 + random.nextInt(9)) + ".";
            default -> approximateSum(depth - 1);
        };
    }

    private String approximateSum(int depth) {
        return one(DOUBLES) + one(List.of(" + ", " - ")) + "(" + exact(depth) + ")"
                + (random.nextBoolean() ? " + " + approximate() : "");
    }

    private String exact(int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> one(EXACTS);
            case 1 -> literal();
            case 2 -> one(List.of("-", "+", "- -")) + one(EXACTS);
            case 3 -> "(" + exact(depth - 1) + ")";
            default -> exact(depth - 1) + " " + one(List.of("+", "-", "*")) + " " + exact(depth - 1);
        };
    }

    private String approximate() {
        return random.nextBoolean()
                ? random.nextInt(10) + "." + random.nextInt(100)
                : random.nextInt(10) + "e" + random.nextInt(4);
    }

    private String literal() {
        return switch (random.nextInt(6)) {
            case 0 -> "0x" + Integer.toHexString(random.nextInt(256));
            case 1 -> "0" + Integer.toOctalString(1 + random.nextInt(64));
            case 2 -> "30000000" + random.nextInt(10, 100) + "L";
            case 3 -> "-" + random.nextInt(10);
            case 4 -> "3000000000";
            default -> Integer.toString(random.nextInt(10));
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String word(String keyword) {
        return random.nextBoolean() ? keyword : keyword.toUpperCase(Locale.ROOT);
    }

    private String space() {
        return random.nextBoolean() ? " " : "";
    }

    private List<String> all() {
        return one(List.of(EXACTS, APPROXIMATES, BOOLEANS, STRINGS));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Whether a selector may compare with {@code =} and {@code <>}. */
    enum Equality {
        WITH,
        WITHOUT
    }
}
