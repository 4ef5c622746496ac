package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.LogAnswer.Redriven;
import io.replaymq.broker.api.LogAnswer.TargetReport;
import io.replaymq.broker.api.QueueSettings;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.output.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue or durable subscription for people, and for programs. */
final class TargetText {
    private TargetText() {}

    static void print(TargetReport report, AdminOptions admin) {
        Map<String, @Nullable Object> lines = lines(report);
        if (admin.json()) {
            admin.print(Json.tree(lines));
            return;
        }
        PrintWriter out = admin.out();
        lines.forEach((name, value) -> out.println(name + ": " + (value == null ? "none" : value)));
    }

    /** What became of dead letters that were sent on. */
    static void print(ConsumerTarget from, String to, Redriven done, AdminOptions admin) {
        if (admin.json()) {
            admin.print(Json.tree(done));
        } else {
            admin.out()
                    .println(done.moved() + " dead letters of " + from + " were sent to queue '" + to + "', "
                            + done.passedOver() + " messages passed over");
        }
    }

    private static Map<String, @Nullable Object> lines(TargetReport report) {
        QueueSettings settings = report.settings();
        Map<String, @Nullable Object> lines = new LinkedHashMap<>();
        ConsumerTarget target = report.target();
        if (target instanceof ConsumerTarget.Durable durable) {
            lines.put("subscription", durable.name());
            lines.put("clientId", durable.clientId());
            lines.put("shared", durable instanceof ConsumerTarget.SharedDurableSubscription);
            lines.put("topic", durable.destination().name());
        } else {
            lines.put("queue", target.destination().name());
        }
        lines.put("consumers", report.consumers());
        lines.put("backlog", report.backlog());
        lines.put("inFlight", report.inFlight());
        lines.put("delayed", report.delayed());
        lines.put("deadLetters", report.deadLetters());
        lines.put("deliveryLimit", settings.deliveryLimit());
        lines.put("redeliveryDelayMs", settings.redelivery().delay().toMillis());
        lines.put("redeliveryMultiplier", settings.redelivery().multiplier());
        lines.put("redeliveryMaxDelayMs", settings.redelivery().maxDelay().toMillis());
        lines.put("deadLetterQueue", settings.deadLetterQueue());
        lines.put("expiryQueue", settings.expiryQueue());
        return lines;
    }
}
