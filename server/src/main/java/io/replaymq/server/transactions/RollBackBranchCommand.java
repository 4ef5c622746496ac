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

/** Rolls a branch back. Its fields are filled by the command line's parser. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Rolls a prepared branch back without its transaction manager: nothing is sent, and"
                + " what it consumed is delivered again. The outcome is kept until it is forgotten, and"
                + " told to the transaction manager if that wants another.")
final class RollBackBranchCommand implements Callable<Integer> {
    @Mixin
    private BranchParameter parameter = new BranchParameter();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        BranchId branch = parameter.read(admin);
        try (AdminLink link = admin.connect()) {
            link.act(new LogRequest.EndBranch(branch, BranchOutcome.ROLL_BACK));
        }
        if (admin.json()) {
            admin.print(Json.object().put("branch", branch.toString()).put("outcome", "rolled-back"));
        } else {
            admin.out().println("branch " + branch + " is rolled back");
        }
        return ExitCode.OK.code();
    }
}
