package io.replaymq.server.crash;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What went wrong in a client. Any thread may add. */
final class Failures {
    private final List<String> list = new CopyOnWriteArrayList<>();

    void add(Exception failure) {
        list.add(Thread.currentThread().getName() + ": " + failure);
    }

    List<String> list() {
        return list;
    }
}
