package io.replaymq.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatchThreadTest {
    private final DispatchThread thread = DispatchThread.start();

    @AfterEach
    void stop() {
        thread.close();
    }

    @Test
    void runsWhatManyThreadsGiveItOnOneThreadInTheOrderOfEach() throws InterruptedException {
        int givers = 4;
        int tasks = 20_000;
        CountDownLatch done = new CountDownLatch(givers * tasks);
        Set<Thread> ranOn = ConcurrentHashMap.newKeySet();
        int[] last = new int[givers];
        AtomicInteger outOfOrder = new AtomicInteger();

        for (int g = 0; g < givers; g++) {
            int giver = g;
            new Thread(() -> {
                        for (int i = 1; i <= tasks; i++) {
                            int number = i;
                            thread.execute(() -> {
                                ranOn.add(Thread.currentThread());
                                if (number != ++last[giver]) {
                                    outOfOrder.incrementAndGet();
                                }
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(outOfOrder).hasValue(0);
        assertThat(ranOn).hasSize(1);
    }

    @Test
    void wakesForEachOfManySingleTasks() throws InterruptedException {
        for (int i = 0; i < 5_000; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            thread.execute(ran::countDown);
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void runsWhatIsForTheEndOfADrainAfterTheTasksThatWaited() throws InterruptedException {
        List<String> order = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch filled = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        thread.execute(() -> {
            started.countDown();
            awaitUninterrupted(filled);
            thread.afterDrain(() -> order.add("end"));
            order.add("first");
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        thread.execute(() -> order.add("second"));
        thread.execute(() -> thread.afterDrain(done::countDown));
        filled.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("first", "second", "end");
    }

    @Test
    void goesOnAfterATaskThatFailed() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        thread.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        thread.execute(ran::countDown);

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runsWhatWaitsBeforeItEndsAndWhatComesLaterOnTheCaller() {
        List<String> ran = new ArrayList<>();
        thread.execute(() -> ran.add(Thread.currentThread().getName()));

        thread.close();
        thread.execute(() -> ran.add(Thread.currentThread().getName()));

        assertThat(ran)
                .containsExactly("broker-dispatch", Thread.currentThread().getName());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
