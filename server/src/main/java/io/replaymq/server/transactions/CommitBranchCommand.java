package io.replaymq.server.transactions;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Commits a branch. Its fields are filled by the command line's parser. */
@Command(
        name = "commit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Commits a prepared branch without its transaction manager: its messages are sent and"
                + " what it consumed is acknowledged. The outcome is kept until it is forgotten, and told"
                + " to the transaction manager if that wants another.")
final class CommitBranchCommand implements Callable<Integer> {
    @Mixin
    private BranchParameter parameter = new BranchParameter();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        BranchId branch = parameter.read(admin);
        try (AdminLink link = admin.connect()) {
            link.act(new LogRequest.EndBranch(branch, BranchOutcome.COMMIT));
        }
        if (admin.json()) {
            admin.print(Json.object().put("branch", branch.toString()).put("outcome", "committed"));
        } else {
            admin.out().println("branch " + branch + " is committed");
        }
        return ExitCode.OK.code();
    }
}
