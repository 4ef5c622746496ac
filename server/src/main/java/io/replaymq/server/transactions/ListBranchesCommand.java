package io.replaymq.server.transactions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.replaymq.broker.api.BranchDescription;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import io.replaymq.server.output.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists branches. Its fields are filled by the command line's parser. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the branches that are prepared, and those an operator has ended and nobody has forgotten;"
                + " oldest first.")
final class ListBranchesCommand implements Callable<Integer> {
    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<BranchDescription> branches;
        try (AdminLink link = admin.connect()) {
            branches = link.branches();
        }
        if (admin.json()) {
            ArrayNode all = Json.array();
            for (BranchDescription each : branches) {
                all.addObject()
                        .put("branch", each.id().toString())
                        .put("state", stateOf(each))
                        .put("preparedMs", each.preparedMs())
                        .put("messages", each.messages())
                        .put("acknowledgements", each.acknowledgements());
            }
            admin.print(all);
        } else {
            Table table = new Table("BRANCH", "STATE", "PREPARED", "MESSAGES", "ACKNOWLEDGEMENTS");
            for (BranchDescription each : branches) {
                table.row(
                        each.id(),
                        stateOf(each),
                        Instant.ofEpochMilli(each.preparedMs()),
                        each.messages(),
                        each.acknowledgements());
            }
            table.print(admin.out());
        }
        return ExitCode.OK.code();
    }

    private static String stateOf(BranchDescription branch) {
        return branch.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
