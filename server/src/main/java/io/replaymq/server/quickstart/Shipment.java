package io.replaymq.server.quickstart;

import io.replaymq.log.api.TimeSource;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run of the application, as it is seen from outside: how far it is, and what it received in the end. One thread. */
final class Shipment {
    private final Input input;
    private final Meter meter;
    private final List<ApplicationEvent.Received> received = new ArrayList<>();
    private ApplicationEvent.Progress progress = new ApplicationEvent.Progress(0, 0, 0);
    private long exceptions;

    Shipment(Input input, PrintWriter out) {
        this.input = input;
        this.meter = new Meter(out, TimeSource.SYSTEM);
    }

    void take(ApplicationEvent event) {
        if (event instanceof ApplicationEvent.Progress next) {
            progress = next;
            meter.show(state(), next.sent() + next.queue() + next.topic());
        } else if (event instanceof ApplicationEvent.Received next) {
            received.add(next);
        } else if (event instanceof ApplicationEvent.Exceptions next) {
            exceptions = next.count();
        }
    }

    /** How far it is, for people. */
    String state() {
        long lines = input.expected().count();
        return String.format(
                Locale.ROOT,
                "sent %,d of %,d, received %,d from the queue, %,d from the topic",
                progress.sent(),
                2 * lines,
                progress.queue(),
                progress.topic());
    }

    /** Compares what was received with what there was to send. */
    void compare(Report report) {
        for (ApplicationEvent.Received each : received) {
            String consumers = each.from().equals("queue") ? "queue, two consumers" : "topic, durable subscriber";
            report.compare(consumers, input.expected(), each.messages(), each.checksum());
            report.expectNone("  received twice", each.doubled());
            report.expectNone("  out of their producer's order", each.disordered());
        }
        report.expectNone("failures the application was told of", exceptions);
    }
}
