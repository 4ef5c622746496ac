package io.replaymq.log.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The main class of a process that runs one test method; its exit code says whether it failed. */
final class TestProcess {
    static final int NONE_FAILED = 0;
    static final int SOME_FAILED = 10;
    static final int NONE_RAN = 11;

    private TestProcess() {}

    /** @param args the test method, {@code class#method(types of its parameters)} */
    public static void main(String[] args) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectMethod(args[0]))
                        .build(),
                listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        System.exit(exitCode(summary));
    }

    private static int exitCode(TestExecutionSummary summary) {
        if (summary.getTestsStartedCount() == 0) {
            return NONE_RAN;
        }
        return summary.getTotalFailureCount() == 0 ? NONE_FAILED : SOME_FAILED;
    }
}
