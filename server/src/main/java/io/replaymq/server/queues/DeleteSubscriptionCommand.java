package io.replaymq.server.queues;

import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a durable subscription that has no consumer, with what it has still to deliver. Its fields are filled by the command line's parser. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Deletes a durable subscription that has no consumer, with what it has still to deliver.")
final class DeleteSubscriptionCommand implements Callable<Integer> {
    @Mixin
    private SubscriptionName name = new SubscriptionName();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (AdminLink link = admin.connect()) {
            link.unsubscribe(name.subscription());
        }
        admin.out().println(name.subscription() + " is deleted");
        return ExitCode.OK.code();
    }
}
