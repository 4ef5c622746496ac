package io.replaymq.groups;

import io.replaymq.groups.api.OwnerTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A thread that the test runs by hand, step by step. Any thread may give it steps. */
final class HandRunExecutor implements OwnerTimer {
    private final LinkedBlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

    final List<Alarm> alarms = new ArrayList<>();

    /** Something to run after a delay, which the test runs when it pleases. */
    record Alarm(long delayMs, Runnable task) {}

    @Override
    public void executeAfter(long delayMs, Runnable task) {
        alarms.add(new Alarm(delayMs, task));
    }

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
        alarms.clear();
    }
}
