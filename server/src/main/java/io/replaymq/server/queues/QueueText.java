package io.replaymq.server.queues;

import io.replaymq.broker.api.LogAnswer.QueueReport;
import io.replaymq.broker.api.QueueSettings;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.output.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue for people, and for programs. */
final class QueueText {
    private QueueText() {}

    static void print(QueueReport report, AdminOptions admin) {
        Map<String, @Nullable Object> lines = lines(report);
        if (admin.json()) {
            admin.print(Json.tree(lines));
            return;
        }
        PrintWriter out = admin.out();
        lines.forEach((name, value) -> out.println(name + ": " + (value == null ? "none" : value)));
    }

    private static Map<String, @Nullable Object> lines(QueueReport report) {
        QueueSettings settings = report.settings();
        Map<String, @Nullable Object> lines = new LinkedHashMap<>();
        lines.put("queue", report.queue());
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
