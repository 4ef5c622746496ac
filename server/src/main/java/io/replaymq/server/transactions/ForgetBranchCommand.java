package io.replaymq.server.transactions;

import io.replaymq.broker.api.BranchId;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Forgets a branch. Its fields are filled by the command line's parser. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Forgets how an operator ended a branch, when its transaction manager will not ask any more.")
final class ForgetBranchCommand implements Callable<Integer> {
    @Mixin
    private BranchParameter parameter = new BranchParameter();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        BranchId branch = parameter.read(admin);
        try (AdminLink link = admin.connect()) {
            link.forget(branch);
        }
        if (admin.json()) {
            admin.print(Json.object().put("branch", branch.toString()).put("outcome", "forgotten"));
        } else {
            admin.out().println("branch " + branch + " is forgotten");
        }
        return ExitCode.OK.code();
    }
}
