package io.replaymq.groups;

import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;

/** No message is lost, held twice, or delivered after it was settled, whatever clients and kills do. */
final class SimulationTest {
    @SeededTest(runs = 100)
    void deliversEveryMessageUntilItIsSettled(Seed seed) {
        Simulation simulation = new Simulation(seed);

        simulation.run(300);

        simulation.finish();
    }
}
