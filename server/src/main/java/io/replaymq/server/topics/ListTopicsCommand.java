package io.replaymq.server.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.replaymq.broker.api.LogAnswer.TopicSummary;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import io.replaymq.server.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists topics. Its fields are filled by the command line's parser. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the topics that are not internal, with the records and bytes they hold.")
final class ListTopicsCommand implements Callable<Integer> {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<TopicSummary> topics;
        try (AdminLink link = admin.connect()) {
            topics = all(link);
        }
        if (admin.json()) {
            ArrayNode list = Json.array();
            topics.forEach(each -> list.add(TopicJson.of(each)));
            admin.print(list);
        } else {
            Table table = new Table("TOPIC", "PARTITIONS", "RECORDS", "BYTES", "CLEANUP", "HOLDS");
            topics.forEach(each -> table.row(
                    each.topic().name(),
                    each.topic().config().partitions(),
                    each.records(),
                    each.bytes(),
                    each.topic().config().cleanup().name().toLowerCase(Locale.ROOT),
                    TopicJson.text(each.destination())));
            table.print(admin.out());
        }
        return ExitCode.OK.code();
    }

    private static List<TopicSummary> all(AdminLink link) throws InterruptedException {
        List<TopicSummary> all = new ArrayList<>();
        List<TopicSummary> page;
        do {
            String after = all.isEmpty() ? "" : all.get(all.size() - 1).topic().name();
            page = link.ask(new LogRequest.ListTopics(after, LogRequest.MAX_LISTED))
                    .topics();
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }
}
