package io.replaymq.groups;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A thread that the test runs by hand, step by step. */
final class HandRunExecutor implements Executor {
    private final Queue<Runnable> steps = new ArrayDeque<>();

    @Override
    public void execute(Runnable step) {
        steps.add(step);
    }

    boolean hasSteps() {
        return !steps.isEmpty();
    }

    void runOne() {
        steps.remove().run();
    }

    void forget() {
        steps.clear();
    }
}
