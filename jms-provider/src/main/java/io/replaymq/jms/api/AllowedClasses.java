package io.replaymq.jms.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which classes object messages may contain: class names ({@code com.acme.Order}) and packages with what is below them
 * ({@code com.acme.*}). Strings, the wrappers of primitives, and what collections make arrays of are always among them, unless
 * nothing is allowed at all.
 */
public final class AllowedClasses {
    /** Nothing: object messages cannot be read. */
    public static final AllowedClasses NONE = new AllowedClasses(Set.of(), List.of());

    private static final Pattern ENTRY =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*(\\.\\*)?");
    private static final Set<String> ALWAYS = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Enum",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Short",
            "java.util.Map$Entry");

    private final Set<String> names;
    private final List<String> packages;

    private AllowedClasses(Set<String> names, List<String> packages) {
        this.names = Set.copyOf(names);
        this.packages = List.copyOf(packages);
    }

    /**
     * Reads a comma-separated list.
     *
     * @throws IllegalArgumentException if an entry is neither a class name nor a package with {@code .*}; {@code *} alone is none
     */
    public static AllowedClasses parse(String list) {
        Set<String> names = new HashSet<>();
        List<String> packages = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            String trimmed = entry.strip();
            if (!ENTRY.matcher(trimmed).matches()) {
                throw new IllegalArgumentException("'" + trimmed
                        + "' in the deserialization allow-list: expected a class name or a package followed by .*");
            }
            if (trimmed.endsWith(".*")) {
                packages.add(trimmed.substring(0, trimmed.length() - 1));
            } else {
                names.add(trimmed);
            }
        }
        return new AllowedClasses(names, packages);
    }

    /** Whether nothing is allowed. */
    public boolean isEmpty() {
        return names.isEmpty() && packages.isEmpty();
    }

    /** Whether a class of this name, as {@link Class#getName()} spells it, is allowed; arrays are as their elements. */
    public boolean allows(String className) {
        String element = elementOf(className);
        return element.isEmpty()
                || ALWAYS.contains(element)
                || names.contains(element)
                || packages.stream().anyMatch(element::startsWith);
    }

    /** The element type's name of an array of any depth; empty for a primitive one. */
    private static String elementOf(String className) {
        int depth = 0;
        while (depth < className.length() && className.charAt(depth) == '[') {
            depth++;
        }
        if (depth == 0) {
            return className;
        }
        boolean object = className.startsWith("L", depth) && className.endsWith(";");
        return object ? className.substring(depth + 1, className.length() - 1) : "";
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : names + " and below " + packages;
    }
}
