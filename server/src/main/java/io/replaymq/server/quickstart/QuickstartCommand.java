package io.replaymq.server.quickstart;

import io.replaymq.log.api.BrokerException;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.process.Children;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job, end to end, on a real server. Its fields are filled by the command line's parser. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = {
            "Ships a text file through a real server with a stock JMS application, kills that server in the middle, and proves that"
                    + " nothing was lost and nothing doubled; then reads everything again.",
            "Exit code 0 only if everything matched."
        })
public final class QuickstartCommand implements Callable<Integer> {
    /** The directory whose text files are shipped if no file is given; set by the launcher. */
    private static final String SOURCES_PROPERTY = "replaymq.sources";

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "The text file to ship. Default: the text files that came with ReplayMQ.")
    private @Nullable Path file;

    @Option(names = "--keep", description = "Keep the data directory and the logs, and say where they are.")
    private boolean keep;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Input input;
        try {
            input = file == null
                    ? Input.ofTree(Path.of(System.getProperty(SOURCES_PROPERTY, ".")))
                    : Input.ofFile(file);
        } catch (IOException e) {
            out.println("replaymq quickstart: " + e.getMessage());
            return ExitCode.USAGE.code();
        }
        RunDirectory run = RunDirectory.create();
        Children children = new Children();
        AtomicBoolean kept = new AtomicBoolean(keep);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leaveNothing(children, run, kept), "replaymq-shutdown"));
        boolean matched = run(new Quickstart(children, run, input, out), children, out);
        if ((keep || !matched) && !children.isClosed()) {
            kept.set(true);
            out.println("Kept: " + run.root());
        }
        return (matched ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private static boolean run(Quickstart quickstart, Children children, PrintWriter out) throws InterruptedException {
        try {
            return quickstart.run();
        } catch (IOException | BrokerException e) {
            if (!children.isClosed()) { // otherwise it is Ctrl-C that made it fail
                out.println("replaymq quickstart: " + e.getMessage());
            }
            return false;
        }
    }

    private static void leaveNothing(Children children, RunDirectory run, AtomicBoolean kept) {
        children.close();
        if (kept.get()) {
            return;
        }
        try {
            run.delete();
        } catch (IOException e) {
            System.err.println("replaymq quickstart: " + run.root() + " could not be removed: " + e);
        }
    }
}
