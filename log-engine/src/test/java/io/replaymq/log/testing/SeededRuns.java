package io.replaymq.log.testing;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a {@link SeededTest} once for each seed. */
final class SeededRuns implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(SeededTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Long single = Long.getLong("seed");
        if (single != null) {
            return Stream.of(new Run(single));
        }
        long runs =
                context.getRequiredTestMethod().getAnnotation(SeededTest.class).runs()
                        * Long.getLong("seed.runs.factor", 1);
        return LongStream.rangeClosed(1, runs).mapToObj(Run::new);
    }

    private record Run(long number)
            implements TestTemplateInvocationContext, ParameterResolver, TestExecutionExceptionHandler {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "seed " + number;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Seed.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new Seed(number);
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
            throw new AssertionError(
                    context.getRequiredTestMethod().getName() + " fails with seed " + number
                            + "; run it alone with -Dseed=" + number + ": " + failure,
                    failure);
        }
    }
}
