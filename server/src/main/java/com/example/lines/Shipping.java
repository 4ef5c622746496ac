package com.example.lines;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Ships every line through the queue and the topic: four senders, two competing consumers, one durable subscriber. */
final class Shipping {
    private static final int SENDERS = 4;
    private static final int COMPETING_CONSUMERS = 2;
    private static final int PROGRESS_MS = 500;
    private static final int RECEIVE_MS = 200;
    private static final int QUIET_MS = 500;

    private final Wiring wiring;
    private final List<TextFile> files;
    private final AtomicLong sent = new AtomicLong();
    private final Tally fromQueue = new Tally();
    private final Tally fromTopic = new Tally();
    private final AtomicLong queueDisordered = new AtomicLong();
    private final AtomicLong topicDisordered = new AtomicLong();
    private final CountDownLatch secondHalf = new CountDownLatch(1);
    private final CountDownLatch firstHalf = new CountDownLatch(1);

    Shipping(Wiring wiring, List<TextFile> files) {
        this.wiring = wiring;
        this.files = files;
    }

    void run() throws JMSException, IOException, InterruptedException {
        long total = 0;
        for (TextFile file : files) {
            total += file.lines().size();
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> work = start(threads, total);
        threads.submit(this::awaitGoAhead);
        finish(work);
        Console.progress(sent.get(), fromQueue.count(), fromTopic.count());
        Console.result("queue", fromQueue, queueDisordered);
        Console.result("topic", fromTopic, topicDisordered);
        Console.exceptions(wiring.exceptions());
    }

    private List<Future<?>> start(ExecutorService threads, long total) throws JMSException {
        List<Future<?>> work = new ArrayList<>();
        Session subscribing = wiring.connect(Wiring.CLIENT_ID).createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer subscriber = subscribing.createDurableSubscriber(wiring.topic(), Wiring.SUBSCRIPTION);
        work.add(threads.submit(step(() -> readTopic(subscriber, total))));
        Connection consuming = wiring.connect(null);
        for (int i = 0; i < COMPETING_CONSUMERS; i++) {
            Session session = consuming.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(wiring.queue());
            work.add(threads.submit(step(() -> drainQueue(consumer, total))));
        }
        Queue<TextFile> waiting = new ConcurrentLinkedQueue<>(files);
        Connection sending = wiring.connect(null);
        for (int i = 0; i < SENDERS; i++) {
            LineSender sender = LineSender.open(sending, List.of(wiring.queue(), wiring.topic()), sent);
            work.add(threads.submit(step(() -> sender.sendAll(waiting))));
        }
        return work;
    }

    private void readTopic(MessageConsumer subscriber, long total) throws JMSException {
        Reception reception = new Reception(subscriber, fromTopic, topicDisordered);
        while (reception.receive(fromTopic.count() < total ? RECEIVE_MS : QUIET_MS) || fromTopic.count() < total) {
            // the next one
        }
    }

    private void drainQueue(MessageConsumer consumer, long total) throws JMSException, InterruptedException {
        Reception reception = new Reception(consumer, fromQueue, queueDisordered);
        while (reception.receive(fromQueue.count() < total ? RECEIVE_MS : QUIET_MS) || fromQueue.count() < total) {
            if (2 * fromQueue.count() >= total) {
                firstHalf.countDown();
                secondHalf.await();
            }
        }
    }

    private Void awaitGoAhead() throws InterruptedException, IOException {
        firstHalf.await();
        Console.event("half-drained");
        if (System.in.read() < 0) {
            System.exit(1); // whoever started this is gone
        }
        secondHalf.countDown();
        return null;
    }

    /** Waits for everything to be finished, and says now and then how far it is. */
    private void finish(List<Future<?>> work) throws JMSException, InterruptedException {
        for (Future<?> each : work) {
            while (!isFinished(each)) {
                Console.progress(sent.get(), fromQueue.count(), fromTopic.count());
            }
        }
    }

    private static boolean isFinished(Future<?> work) throws JMSException, InterruptedException {
        try {
            work.get(PROGRESS_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw (JMSException) new JMSException("the job failed: " + e.getCause()).initCause(e.getCause());
        }
    }

    private static Callable<Void> step(Step step) {
        return () -> {
            step.run();
            return null;
        };
    }

    private interface Step {
        void run() throws JMSException, IOException, InterruptedException;
    }
}
