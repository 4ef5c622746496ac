package com.example.lines;

import java.util.concurrent.atomic.AtomicLong;

/** What the application tells whoever started it: one line an event, {@code name key=value ...}. */
final class Console {
    private Console() {}

    static void progress(long sent, long queue, long topic) {
        System.out.println("progress sent=" + sent + " queue=" + queue + " topic=" + topic);
        if (System.out.checkError()) {
            System.exit(1); // whoever started this is gone
        }
    }

    static void event(String name) {
        System.out.println(name);
    }

    static void result(String name, Tally tally, AtomicLong disordered) {
        System.out.println("result " + name + " messages=" + tally.count() + " checksum=" + tally.checksum()
                + " doubled=" + tally.doubled() + " disordered=" + disordered.get());
    }

    static void exceptions(int count) {
        System.out.println("exceptions count=" + count);
    }
}
