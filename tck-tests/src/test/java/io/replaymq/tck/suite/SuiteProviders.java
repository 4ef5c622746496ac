package io.replaymq.tck.suite;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.provider.Providers;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** All providers; that which is restarted only for suites in which something is asserted across a restart. */
final class SuiteProviders implements ArgumentsProvider {
    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Class<?> suite = context.getRequiredTestClass();
        boolean restarted = Arrays.stream(suite.getDeclaredMethods())
                .anyMatch(test -> test.isAnnotationPresent(AcrossRestart.class));
        return Arrays.stream(Providers.values())
                .filter(each -> each != Providers.TCP_RESTARTED || restarted)
                .map(Arguments::of);
    }
}
