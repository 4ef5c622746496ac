package io.replaymq.tck.assertion;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.support.ReflectionSupport;

/** With how many values a test is run. */
final class Cases {
    private Cases() {}

    static int of(Method test) {
        if (!test.isAnnotationPresent(ParameterizedTest.class)) {
            return 1;
        }
        if (test.isAnnotationPresent(ValueSource.class)) {
            return valuesOf(test.getAnnotation(ValueSource.class));
        }
        if (test.isAnnotationPresent(EnumSource.class)) {
            return constantsOf(test.getParameterTypes()[0], test.getAnnotation(EnumSource.class));
        }
        if (test.isAnnotationPresent(MethodSource.class)) {
            return resultsOf(test.getAnnotation(MethodSource.class).value()[0]);
        }
        throw new IllegalArgumentException(test + ": a source of values that is not counted");
    }

    private static int valuesOf(ValueSource source) {
        int count = 0;
        for (Object array : new Object[] {source.strings(), source.ints(), source.longs(), source.classes()}) {
            count += Array.getLength(array);
        }
        return count;
    }

    private static int constantsOf(Class<?> type, EnumSource source) {
        Set<String> names = Set.of(source.names());
        return (int) Arrays.stream(type.getEnumConstants())
                .map(each -> ((Enum<?>) each).name())
                .filter(name -> names.isEmpty() || names.contains(name) == (source.mode() == Mode.INCLUDE))
                .count();
    }

    private static int resultsOf(String method) {
        String[] classAndName = method.split("#", -1);
        Class<?> type = ReflectionSupport.tryToLoadClass(classAndName[0])
                .getOrThrow(e -> new IllegalArgumentException("no class " + classAndName[0], e));
        Method factory = ReflectionSupport.findMethod(type, classAndName[1])
                .orElseThrow(() -> new IllegalArgumentException("no method " + method));
        return (int) ((Stream<?>) ReflectionSupport.invokeMethod(factory, null)).count();
    }
}
