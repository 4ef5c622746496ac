package io.replaymq.server.groups;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replaymq.broker.api.LogAnswer.SharedGroupReport;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.MemberDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.server.output.Json;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Groups as JSON. The fields are documented in {@code docs/log-commands.md}. */
final class GroupJson {
    private GroupJson() {}

    static ObjectNode of(ConsumerGroupDescription group) {
        ObjectNode json = Json.object()
                .put("group", group.group())
                .put("kind", "consumer")
                .put("phase", group.phase().name().toLowerCase(Locale.ROOT))
                .put("generation", group.generation());
        ArrayNode members = json.putArray("members");
        group.members().forEach(each -> put(members.addObject(), each));
        ArrayNode partitions = json.putArray("partitions");
        group.progress().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            CommittedOffset committed = each.getValue().committed();
            ObjectNode partition = named(partitions.addObject(), each.getKey());
            partition.put("offset", committed == null ? null : (Long) committed.offset());
            partition.put("metadata", committed == null ? null : committed.metadata());
            partition.put("lag", each.getValue().lag());
            partition.put("member", each.getValue().memberId());
        });
        return json;
    }

    private static void put(ObjectNode json, MemberDescription member) {
        json.put("member", member.memberId())
                .put("instance", member.instanceId())
                .put("generation", member.generation());
        ArrayNode topics = json.putArray("topics");
        member.subscription().topics().stream().sorted().forEach(topics::add);
        json.put("pattern", member.subscription().pattern());
        partitions(json.putArray("assigned"), member.assigned());
        partitions(json.putArray("revoking"), member.revoking());
        partitions(json.putArray("target"), member.target());
    }

    private static void partitions(ArrayNode list, Collection<TopicPartition> partitions) {
        partitions.stream().sorted().forEach(each -> named(list.addObject(), each));
    }

    static ObjectNode named(ObjectNode json, TopicPartition partition) {
        return json.put("topic", partition.topic()).put("partition", partition.partition());
    }

    static ObjectNode of(SharedGroupReport group) {
        return Json.object()
                .put("group", group.group())
                .put("kind", "shared")
                .put("topic", group.topic())
                .put("members", group.members())
                .put("connectedMembers", group.connectedMembers())
                .put("backlog", group.backlog())
                .put("inFlight", group.inFlight())
                .put("delayed", group.delayed())
                .put("deadLetters", group.deadLetters());
    }
}
