package io.replaymq.server.topics;

import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.admin.DestinationOption;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a topic other settings. Its fields are filled by the command line's parser. */
@Command(
        name = "alter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Gives a topic other settings; those that are not named stay. For its partitions: add-partitions.")
final class AlterTopicCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "Its name in the log.")
    private String topic = "";

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Mixin
    private DestinationOption destinations = new DestinationOption();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (settings.isEmpty()) {
            throw admin.usage("nothing to alter; expected at least one --set NAME=VALUE");
        }
        settings.applyTo(TopicConfig.DEFAULTS, admin); // before anybody is asked
        try (AdminLink link = admin.connect()) {
            TopicReport before = link.ask(new LogRequest.DescribeTopic(topic));
            Reach reach = destinations.reach(topic, before.destination());
            TopicConfig config = settings.applyTo(before.topic().config(), admin);
            link.act(new LogRequest.AlterTopic(topic, config, reach));
            Changed.print(link, topic, "altered", admin);
        }
        return ExitCode.OK.code();
    }
}
