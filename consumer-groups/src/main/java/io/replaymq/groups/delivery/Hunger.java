package io.replaymq.groups.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Who got less than was asked for, by view, and whom to tell when there is more. <b>Threads:</b> the owner thread.
 */
final class Hunger {
    private final Executor owner;
    private final List<Runnable> listeners = new ArrayList<>();
    private final Set<ViewKey> hungry = new HashSet<>();

    Hunger(Executor owner) {
        this.owner = owner;
    }

    void add(Runnable listener) {
        listeners.add(listener);
    }

    void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /** An acquire by way of that view brought less than was asked for. */
    void unsatisfied(ViewKey view) {
        hungry.add(view);
    }

    boolean isHungry(ViewKey view) {
        return !hungry.isEmpty() && hungry.contains(view);
    }

    /** There is something to acquire by way of that view, for whoever is hungry there. */
    void feed(ViewKey view) {
        if (hungry.remove(view)) {
            tellAll();
        }
    }

    /** Only these views are left. Who was hungry by way of another one has to ask again. */
    void retain(Set<ViewKey> views) {
        if (hungry.retainAll(views)) {
            tellAll();
        }
    }

    /** Tells everybody; not inside what is being done here: they may well acquire, and fail. */
    void tellAll() {
        listeners.forEach(owner::execute);
    }
}
