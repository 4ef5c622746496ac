package io.replaymq.groups;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A thread that the test runs by hand, step by step. Any thread may give it steps. */
final class HandRunExecutor implements Executor {
    private final LinkedBlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable step) {
        steps.add(step);
    }

    boolean hasSteps() {
        return !steps.isEmpty();
    }

    void runOne() {
        ((Queue<Runnable>) steps).remove().run();
    }

    /** The next step goes behind the others. */
    void delayNext() {
        steps.add(((Queue<Runnable>) steps).remove());
    }

    /** Runs the next step, waiting a little for one. */
    void runOneSoon() throws InterruptedException {
        Runnable step = steps.poll(10, TimeUnit.MILLISECONDS);
        if (step != null) {
            step.run();
        }
    }

    void forget() {
        steps.clear();
    }
}
