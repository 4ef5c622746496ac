package io.replaymq.groups;

import io.replaymq.groups.Simulation.Clientele;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.time.Duration;

/** No message is lost, held twice, or delivered after it was settled, whatever clients and kills do. */
final class SimulationTest {
    private static final GroupSettings GIVING_UP = GroupSettings.DEFAULTS
            .withDeadLetterTopic(GroupSettings.deadLetterTopicOf("orders"))
            .withDeliveryLimit(3)
            .withRedelivery(new RedeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(3)));

    @SeededTest(runs = 100)
    void deliversEveryMessageUntilItIsSettledOrADeadLetter(Seed seed) {
        run(new Simulation(seed, GIVING_UP, Clientele.ALIKE));
    }

    @SeededTest(runs = 80)
    void deliversToThoseWhoWantOnlySome(Seed seed) {
        run(new Simulation(seed, GIVING_UP, Clientele.SELECTIVE));
    }

    @SeededTest(runs = 60)
    void deliversEveryMessageUntilItIsSettledWithoutALimit(Seed seed) {
        run(new Simulation(seed, GIVING_UP.withDeliveryLimit(0), Clientele.ALIKE));
    }

    @SeededTest(runs = 80)
    void keepsMessageGroupsTogetherAndInOrder(Seed seed) {
        run(new Simulation(seed, GIVING_UP, Clientele.GROUPED));
    }

    @SeededTest(runs = 60)
    void deliversEverythingByPriorityAndInTime(Seed seed) {
        run(new Simulation(seed, GIVING_UP, Clientele.URGENT));
    }

    private static void run(Simulation simulation) {
        simulation.run(300);
        simulation.finish();
    }
}
