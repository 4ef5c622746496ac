package io.replaymq.server.groups;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.replaymq.broker.api.LogAnswer.GroupSummary;
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

/** Lists groups. Its fields are filled by the command line's parser. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists consumer groups and shared groups, with the number of their members.")
final class ListGroupsCommand implements Callable<Integer> {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<GroupSummary> groups;
        try (AdminLink link = admin.connect()) {
            groups = all(link);
        }
        if (admin.json()) {
            ArrayNode list = Json.array();
            groups.forEach(each -> list.addObject()
                    .put("group", each.group())
                    .put("kind", lower(each.kind()))
                    .put("phase", lower(each.phase()))
                    .put("members", each.members()));
            admin.print(list);
        } else {
            Table table = new Table("GROUP", "KIND", "PHASE", "MEMBERS");
            groups.forEach(each -> table.row(each.group(), lower(each.kind()), lower(each.phase()), each.members()));
            table.print(admin.out());
        }
        return ExitCode.OK.code();
    }

    private static List<GroupSummary> all(AdminLink link) throws InterruptedException {
        List<GroupSummary> all = new ArrayList<>();
        List<GroupSummary> page;
        do {
            String after = all.isEmpty() ? "" : all.get(all.size() - 1).group();
            page = link.ask(new LogRequest.ListGroups(after, LogRequest.MAX_LISTED))
                    .groups();
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
