package io.replaymq.server.groups;

import io.replaymq.broker.api.LogAnswer.ConsumerGroupReport;
import io.replaymq.broker.api.LogAnswer.GroupReport;
import io.replaymq.broker.api.LogAnswer.SharedGroupReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.MemberDescription;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Table;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes one group. Its fields are filled by the command line's parser. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Describes a group: of a consumer group its members, offsets and lag, of a shared group its backlog.",
            "Lag and backlog are counted in records, never as a difference of offsets; counting may read what is behind."
        })
final class DescribeGroupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "GROUP", description = "Its name; of queue X it is queue/X.")
    private String group = "";

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        GroupReport report;
        try (AdminLink link = admin.connect()) {
            report = link.ask(new LogRequest.DescribeGroup(group));
        }
        if (report instanceof ConsumerGroupReport consumers) {
            show(consumers.description());
        } else if (report instanceof SharedGroupReport shared) {
            show(shared);
        }
        return ExitCode.OK.code();
    }

    private void show(ConsumerGroupDescription description) {
        if (admin.json()) {
            admin.print(GroupJson.of(description));
            return;
        }
        PrintWriter out = admin.out();
        out.println("group: " + description.group());
        out.println("kind: consumer");
        out.println("phase: " + description.phase().name().toLowerCase(Locale.ROOT));
        out.println("generation: " + description.generation());
        out.println("members: " + description.members().size());
        if (!description.members().isEmpty()) {
            out.println();
            members(description).print(out);
        }
        if (!description.progress().isEmpty()) {
            out.println();
            progress(description).print(out);
        }
    }

    private static Table members(ConsumerGroupDescription description) {
        Table table = new Table("MEMBER", "INSTANCE", "GENERATION", "HAS", "GIVES UP", "IS TO HAVE");
        for (MemberDescription each : description.members()) {
            table.row(
                    each.memberId(),
                    dash(each.instanceId()),
                    each.generation(),
                    each.assigned().size(),
                    each.revoking().size(),
                    each.target().size());
        }
        return table;
    }

    private static Table progress(ConsumerGroupDescription description) {
        Table table = new Table("TOPIC", "PARTITION", "OFFSET", "LAG", "MEMBER");
        description.progress().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> {
                    CommittedOffset committed = each.getValue().committed();
                    table.row(
                            each.getKey().topic(),
                            each.getKey().partition(),
                            dash(committed == null ? null : committed.offset()),
                            dash(each.getValue().lag()),
                            dash(each.getValue().memberId()));
                });
        return table;
    }

    private void show(SharedGroupReport shared) {
        if (admin.json()) {
            admin.print(GroupJson.of(shared));
            return;
        }
        PrintWriter out = admin.out();
        out.println("group: " + shared.group());
        out.println("kind: shared");
        out.println("topic: " + shared.topic());
        out.println("members: " + shared.members() + ", " + shared.connectedMembers() + " connected");
        out.println("backlog: " + shared.backlog());
        out.println("in flight: " + shared.inFlight());
        out.println("delayed: " + shared.delayed());
        out.println("dead letters: " + shared.deadLetters());
    }

    private static Object dash(@Nullable Object value) {
        return value == null ? "-" : value;
    }
}
