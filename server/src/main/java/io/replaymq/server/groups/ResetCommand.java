package io.replaymq.server.groups;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replaymq.broker.api.LogAnswer.ConsumerGroupReport;
import io.replaymq.broker.api.LogAnswer.GroupReport;
import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Manner;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.PartitionProgress;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import io.replaymq.server.output.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets where a consumer group resumes. Its fields are filled by the command line's parser. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sets where a consumer group without members resumes, forward or back.",
            "Without --topic: in every partition that the group has committed something of. Queues and subscriptions are set by"
                    + " replaymq rewind."
        })
public final class ResetCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "GROUP",
            description = "The consumer group. With --topic it is created if it does not exist.")
    private String group = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PLACE",
            converter = OffsetTargets.class,
            description = {
                "earliest: the oldest record still kept",
                "latest: behind the newest record",
                "offset:N: this offset, or the nearest that is kept",
                "shift:N, shift:-N: so many offsets on or back from what is committed",
                "time:2026-01-31T12:00:00Z, time:MILLISECONDS: the first record at or after a time",
                "ago:90m, ago:7d: the same, so long ago by the clock of this machine"
            })
    private OffsetTarget to = new OffsetTarget.Earliest();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this topic; may be given more than once.")
    private List<String> topics = List.of();

    @Option(
            names = "--partition",
            split = ",",
            paramLabel = "N",
            description = "Only these partitions of the one topic that is named.")
    private List<Integer> partitions = List.of();

    @Option(names = "--dry-run", description = "Shows what would change, and changes nothing.")
    private boolean dryRun;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (group.isEmpty()) {
            throw admin.usage("the group has no name");
        }
        if (!partitions.isEmpty() && topics.size() != 1) {
            throw admin.usage("--partition with " + topics.size() + " topics, expected exactly one --topic");
        }
        try (AdminLink link = admin.connect()) {
            Set<TopicPartition> meant = partitions(link);
            Map<TopicPartition, Long> before = committed(link);
            Manner manner = dryRun ? Manner.PREVIEW : Manner.APPLY;
            Map<TopicPartition, Long> after = link.ask(new LogRequest.ResetGroup(group, meant, to, manner))
                    .offsets();
            show(before, new TreeMap<>(after));
        }
        return ExitCode.OK.code();
    }

    private Set<TopicPartition> partitions(AdminLink link) throws InterruptedException {
        Set<TopicPartition> meant = new HashSet<>();
        for (String topic : topics) {
            partitions.forEach(each -> meant.add(new TopicPartition(topic, each)));
            if (partitions.isEmpty()) {
                TopicReport report = link.ask(new LogRequest.DescribeTopic(topic));
                report.partitions().forEach(each -> meant.add(each.partition()));
            }
        }
        return meant;
    }

    private Map<TopicPartition, Long> committed(AdminLink link) throws InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            GroupReport report = link.ask(new LogRequest.DescribeGroup(group));
            if (report instanceof ConsumerGroupReport consumers) {
                consumers.description().progress().forEach((partition, each) -> note(committed, partition, each));
            }
        } catch (UnknownGroupException e) {
            // it is created, or the reset says that it does not exist
        }
        return committed;
    }

    private static void note(
            Map<TopicPartition, Long> committed, TopicPartition partition, PartitionProgress progress) {
        CommittedOffset offset = progress.committed();
        if (offset != null) {
            committed.put(partition, offset.offset());
        }
    }

    private void show(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {
        if (admin.json()) {
            ObjectNode json = Json.object().put("group", group).put("dryRun", dryRun);
            ArrayNode list = json.putArray("partitions");
            after.forEach((partition, offset) -> GroupJson.named(list.addObject(), partition)
                    .put("before", before.get(partition))
                    .put("after", offset));
            admin.print(json);
            return;
        }
        Table table = new Table("TOPIC", "PARTITION", "BEFORE", "AFTER");
        after.forEach((partition, offset) ->
                table.row(partition.topic(), partition.partition(), dash(before.get(partition)), offset));
        table.print(admin.out());
        if (dryRun) {
            admin.err().println("replaymq: a dry run, nothing was changed");
        }
    }

    private static Object dash(@Nullable Object value) {
        return value == null ? "-" : value;
    }
}
