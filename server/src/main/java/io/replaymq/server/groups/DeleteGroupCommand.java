package io.replaymq.server.groups;

import io.replaymq.broker.api.LogAnswer.ConsumerGroupReport;
import io.replaymq.broker.api.LogAnswer.GroupReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a consumer group. Its fields are filled by the command line's parser. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Forgets a consumer group without members and all its offsets; the records stay.",
            "Without --yes it only says what would be forgotten. Not for shared groups: queues stay, subscriptions end by"
                    + " unsubscribing."
        })
final class DeleteGroupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "GROUP", description = "Its name.")
    private String group = "";

    @Option(names = "--yes", description = "Deletes it.")
    private boolean sure;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (AdminLink link = admin.connect()) {
            if (!sure) {
                GroupReport report = link.ask(new LogRequest.DescribeGroup(group));
                admin.err().println("replaymq: " + text(report) + "; add --yes to delete it");
                return ExitCode.FAILED.code();
            }
            link.act(new LogRequest.DeleteGroup(group));
        }
        if (admin.json()) {
            admin.print(Json.object().put("deleted", group));
        } else {
            admin.out().println("deleted group " + group);
        }
        return ExitCode.OK.code();
    }

    private String text(GroupReport report) {
        if (report instanceof ConsumerGroupReport consumers) {
            return "group " + group + " has "
                    + consumers.description().members().size() + " members and offsets in "
                    + consumers.description().progress().size() + " partitions";
        }
        return "group " + group + " is a shared group, a queue's or a subscription's, and cannot be deleted here";
    }
}
