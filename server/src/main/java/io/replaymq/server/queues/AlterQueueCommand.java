package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a queue other settings. Its fields are filled by the command line's parser. */
@Command(
        name = "alter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Gives a queue other settings; those that are not named stay.")
final class AlterQueueCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUEUE", description = "Its name, as applications have it.")
    private String queue = "";

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (AdminLink link = admin.connect()) {
            settings.alter(new ConsumerTarget.Queue(Destination.queue(queue)), link, admin);
        }
        return ExitCode.OK.code();
    }
}
