package io.replaymq.server.quickstart;

import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run of the stock application, as a process of its own with nothing but the client's jars on its class path. */
final class Application {
    private static final String MAIN_CLASS = "com.example.lines.LinesApplication";

    private final Process process;
    private final BufferedReader output;

    private Application(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it. */
    static Application start(Children children, RunDirectory run, Path workingDirectory, List<String> arguments)
            throws IOException {
        String classPath = run.applicationConfig() + File.pathSeparator + ClientJars.classPath();
        List<String> command = new ArrayList<>(ServerProcess.javaCommand(classPath));
        command.add(MAIN_CLASS);
        command.addAll(arguments);
        return new Application(children.start(new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(run.applicationErrors().toFile()))));
    }

    /** The next thing it says; empty when it has ended. Waits. */
    Optional<ApplicationEvent> next() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Optional<ApplicationEvent> event = ApplicationEvent.parse(line);
            if (event.isPresent()) {
                return event;
            }
        }
        return Optional.empty();
    }

    /** Lets its consumers go on to the second half. */
    void goOn() throws IOException {
        OutputStream input = process.getOutputStream();
        input.write('\n');
        input.flush();
    }

    /** Waits for its end. @return whether it finished its job */
    boolean finished() throws InterruptedException {
        return process.waitFor() == 0;
    }
}
