package io.replaymq.server.queues;

import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives a durable subscription other settings; those that are not named stay. Its fields are filled by the command line's parser. */
@Command(
        name = "alter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Gives a durable subscription other settings; those that are not named stay.")
final class AlterSubscriptionCommand implements Callable<Integer> {
    @Mixin
    private SubscriptionName name = new SubscriptionName();

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (AdminLink link = admin.connect()) {
            settings.alter(name.subscription(), link, admin);
        }
        return ExitCode.OK.code();
    }
}
