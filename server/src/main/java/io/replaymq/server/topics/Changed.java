package io.replaymq.server.topics;

import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;

/** Says how a topic is after it was changed. */
final class Changed {
    private Changed() {}

    static void print(AdminLink link, String topic, String what, AdminOptions admin) throws InterruptedException {
        TopicReport report = link.ask(new LogRequest.DescribeTopic(topic));
        if (admin.json()) {
            admin.print(TopicJson.of(report));
        } else {
            int partitions = report.topic().config().partitions();
            admin.out()
                    .println(what + " " + topic + ": " + partitions + (partitions == 1 ? " partition" : " partitions"));
        }
    }
}
