package io.replaymq.server.quickstart;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steps of the quickstart, in order. One thread. */
final class Quickstart {
    private static final Destination QUEUE = Destination.queue("lines");
    private static final Destination TOPIC = Destination.topic("feed");
    private static final ConsumerTarget SUBSCRIPTION =
            new ConsumerTarget.DurableSubscription(TOPIC, "lines", "archive");
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

    private final Children children;
    private final RunDirectory run;
    private final Input input;
    private final PrintWriter out;
    private final Report report;
    private final Meter clock;

    Quickstart(Children children, RunDirectory run, Input input, PrintWriter out) {
        this.children = children;
        this.run = run;
        this.input = input;
        this.out = out;
        this.report = new Report(out);
        this.clock = new Meter(out, TimeSource.SYSTEM);
    }

    /** Runs all steps. @return whether everything that was compared matched */
    boolean run() throws IOException, InterruptedException {
        out.println("ReplayMQ quickstart");
        report.line(String.format(
                Locale.ROOT,
                "input   %s: %,d files, %,d lines, %,d bytes",
                input.description(),
                input.files().size(),
                input.expected().count(),
                input.bytes()));
        ServerProcess server = startServer(0);
        report.line("server  process " + server.ready().pid() + " at "
                + server.ready().url() + ", data in " + run.data());
        run.configureApplication(server.ready().url(), input.files());

        server = ship(server);
        rewindSubscription(server);
        DestinationDescription queue = stop(server);
        readQueueAgain(queue);
        return summarize();
    }

    private ServerProcess ship(ServerProcess first) throws IOException, InterruptedException {
        report.heading("1. A stock JMS application sends every line to a queue and to a topic");
        ServerProcess server = first;
        Shipment shipment = new Shipment(input, out);
        Application application = start(List.of("ship", run.inputList().toString()));
        for (Optional<ApplicationEvent> event = application.next(); event.isPresent(); event = application.next()) {
            if (event.get() instanceof ApplicationEvent.HalfDrained) {
                server = killAndRestart(server, application, shipment);
            }
            shipment.take(event.get());
        }
        requireFinished(application);
        report.heading("3. Nothing is lost, nothing doubled");
        shipment.compare(report);
        return server;
    }

    private ServerProcess killAndRestart(ServerProcess server, Application application, Shipment shipment)
            throws IOException, InterruptedException {
        report.line("half of the queue is drained by two competing consumers; " + shipment.state());
        report.heading("2. The server is killed in the middle, and started again on the same data");
        server.kill();
        report.line("process " + server.ready().pid() + " killed with SIGKILL");
        Meter restart = new Meter(out, TimeSource.SYSTEM);
        application.goOn();
        ServerProcess next = startServer(server.ready().port());
        report.line(String.format(
                Locale.ROOT,
                "process %d is ready after %.1f s; the application goes on",
                next.ready().pid(),
                restart.seconds()));
        return next;
    }

    private void rewindSubscription(ServerProcess server) throws IOException, InterruptedException {
        report.heading("4. Rewind");
        try (AdminLink link = AdminLink.open(server.ready().url())) {
            link.rewind(SUBSCRIPTION, new StartPosition.Earliest());
        }
        report.line("the durable subscription is set back to the start and read again through JMS");
        Shipment again = new Shipment(input, out);
        Application application =
                start(List.of("reread", Long.toString(input.expected().count())));
        for (Optional<ApplicationEvent> event = application.next(); event.isPresent(); event = application.next()) {
            again.take(event.get());
        }
        requireFinished(application);
        again.compare(report);
    }

    private DestinationDescription stop(ServerProcess server) throws IOException, InterruptedException {
        DestinationDescription queue;
        try (AdminLink link = AdminLink.open(server.ready().url())) {
            queue = link.declare(QUEUE);
        }
        int exitCode = server.stop(STOP_DEADLINE);
        if (exitCode != 0) {
            throw new IOException("the server ended with code " + exitCode + ", expected a clean stop; its log is "
                    + run.serverLog());
        }
        report.line("the server is stopped cleanly; the consumed queue is read again through the native log API");
        return queue;
    }

    private void readQueueAgain(DestinationDescription queue) throws IOException, InterruptedException {
        try (ReplayLog log = EmbeddedLog.open(run.data(), LogConfig.DEFAULTS)) {
            new NativeReplay(log, new TopicPartition(queue.logTopic(), 0)).compare(input.expected(), report);
        }
    }

    private boolean summarize() {
        report.heading(
                report.allMatched()
                        ? String.format(
                                Locale.ROOT,
                                "Everything matched: %,d lines, %d comparisons, %.1f s.",
                                input.expected().count(),
                                report.compared(),
                                clock.seconds())
                        : report.differences() + " of " + report.compared() + " comparisons did NOT match.");
        return report.allMatched();
    }

    private ServerProcess startServer(int port) throws IOException, InterruptedException {
        return ServerProcess.start(
                children,
                List.of(
                        "--data",
                        run.data().toString(),
                        "--port",
                        Integer.toString(port),
                        "--stop-with",
                        Long.toString(ProcessHandle.current().pid())),
                run.serverLog());
    }

    private Application start(List<String> arguments) throws IOException {
        return Application.start(children, run, input.directory(), arguments);
    }

    private void requireFinished(Application application) throws IOException, InterruptedException {
        if (!application.finished()) {
            throw new IOException("the application did not finish; what it said is in " + run.applicationErrors()
                    + ", the server's log in " + run.serverLog());
        }
    }
}
