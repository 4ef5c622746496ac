package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Acknowledgements;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is acknowledged, on whatever threads. */
final class Sent implements Acknowledgements {
    private final Crew crew;
    private final LongAdder acknowledged = new LongAdder();

    /** @param crew is told what fails */
    Sent(Crew crew) {
        this.crew = crew;
    }

    @Override
    public void acknowledged(int messages) {
        acknowledged.add(messages);
    }

    @Override
    public void failed(Throwable problem) {
        crew.fail(problem);
    }

    /** Waits until no more than so many of those sent are not acknowledged. */
    void await(long sent, long outstanding) throws InterruptedException {
        while (sent - acknowledged.sum() > outstanding) {
            crew.sleep(1);
        }
    }
}
