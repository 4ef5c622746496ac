package io.replaymq.server.topics;

import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a topic. Its fields are filled by the command line's parser. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Creates a topic.",
            "Called queue.X or topic.X it is where the messages of queue X or topic X will be: the way to give a destination other"
                    + " settings than the server's, before it is first used."
        })
final class CreateTopicCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TOPIC",
            description = "Its name: 1 to 249 of [a-zA-Z0-9._-], not beginning with two underscores.")
    private String topic = "";

    @Option(names = "--partitions", paramLabel = "N", description = "How many; ${DEFAULT-VALUE} if not given.")
    private int partitions = 1;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        TopicConfig config = settings.applyTo(Partitions.of(TopicConfig.DEFAULTS, partitions, admin), admin);
        try (AdminLink link = admin.connect()) {
            link.act(new LogRequest.CreateTopic(topic, config));
            Changed.print(link, topic, "created", admin);
        }
        return ExitCode.OK.code();
    }
}
