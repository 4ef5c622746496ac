package io.replaymq.structure.offender;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Breaks every rule there is, in a package that says nothing about itself. */
class Offender {
    static int counter = 1;

    protected int exposed;

    private boolean one;
    private boolean two;
    private boolean three;
    private int a;
    private int b;
    private int c;
    private int d;
    private int e;
    private int f;
    private int g;

    Offender(boolean first) {
        one = first;
        two = !one;
        three = two;
        a = three ? 1 : 2;
        b = a;
        c = b;
        d = c;
        e = d;
        f = e;
        g = f;
    }

    int sum() {
        return a + b + c + d + e + f + g;
    }

    Class<?> loads() throws ClassNotFoundException {
        return Class.forName("java.lang.String");
    }

    Object deserializes(InputStream from) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(from)) {
            return in.readObject();
        }
    }

    byte[] opens(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    long reads() {
        return System.nanoTime() + new Random().nextInt();
    }

    void sleeps() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }

    void interrupts(Thread other) {
        other.interrupt();
    }

    void restoresItsOwnFlag() {
        Thread.currentThread().interrupt();
    }

    void talks() {
        System.out.println(System.getProperty("user.dir"));
    }
}
