package io.replaymq.tck.assertion;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** All assertions that there are, read from the annotations of the suites. */
final class Assertions {
    private static final String ROOT = "io.replaymq.tck";

    private Assertions() {}

    /**
     * One of them.
     *
     * @param section of the specification
     * @param suite where it is
     * @param test the method
     * @param cases with how many values it is asserted
     */
    record Entry(String section, Class<?> suite, Method test, int cases) {
        String sentence() {
            return Sentences.of(test.getName());
        }

        Applicability applicability() {
            return Applicability.of(suite, test);
        }
    }

    static List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        for (Class<?> suite : suites()) {
            for (Method test : testsOf(suite)) {
                Assertion assertion = test.getAnnotation(Assertion.class);
                if (assertion != null) {
                    entries.add(new Entry(assertion.value(), suite, test, Cases.of(test)));
                }
            }
        }
        entries.sort(
                Comparator.comparing((Entry entry) -> entry.suite().getName()).thenComparing(Entry::sentence));
        return entries;
    }

    /** Tests of suites in the packages of areas that say nothing about the specification. */
    static List<String> withoutAssertion() {
        return suites().stream()
                .filter(suite -> !suite.getPackageName().equals(ROOT))
                .flatMap(suite -> testsOf(suite).stream())
                .filter(test -> !test.isAnnotationPresent(Assertion.class))
                .map(Method::toString)
                .toList();
    }

    private static List<Class<?>> suites() {
        return ReflectionSupport.findAllClassesInPackage(ROOT, Assertions::isSuite, name -> name.endsWith("Test"));
    }

    private static boolean isSuite(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers()) && isBuiltOnAssertionSuite(type);
    }

    private static boolean isBuiltOnAssertionSuite(Class<?> type) {
        for (Class<?> each = type.getSuperclass(); each != null; each = each.getSuperclass()) {
            if (each.getSimpleName().equals("AssertionSuite")) {
                return true;
            }
        }
        return false;
    }

    private static List<Method> testsOf(Class<?> suite) {
        return ReflectionSupport.findMethods(
                suite,
                method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(each -> each instanceof Test || each instanceof ParameterizedTest),
                HierarchyTraversalMode.TOP_DOWN);
    }
}
