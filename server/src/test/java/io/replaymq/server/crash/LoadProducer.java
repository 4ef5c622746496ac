package io.replaymq.server.crash;

import io.replaymq.server.history.Sent;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.Random;

/** Sends to several destinations in turn, sometimes waiting for each message, mostly not. A thread of its own. */
final class LoadProducer {
    /** What is received of each round: one copy from each of two queues, and two from each of two topics. */
    private static final int COPIES = 6;

    private static final int MOST_BYTES = 1_500;
    private static final int ONE_IN = 8;

    private final int number;
    private final Session session;
    private final List<Lane> lanes;
    private final Random random;
    private final Failures failures;
    private final Pace pace;
    private final Thread thread;

    LoadProducer(int number, Session session, List<Lane> lanes, Random random, Failures failures, Pace pace) {
        this.number = number;
        this.session = session;
        this.lanes = lanes;
        this.random = random;
        this.failures = failures;
        this.pace = pace;
        this.thread = new Thread(this::run, "producer-" + number);
    }

    void start() {
        thread.start();
    }

    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            while (pace.next(COPIES)) {
                for (Lane lane : lanes) {
                    send(lane);
                }
            }
            session.close(); // waits for what is not confirmed yet
        } catch (JMSException | InterruptedException e) {
            failures.add(e);
        }
    }

    private void send(Lane lane) throws JMSException {
        int next = lane.sent.attempt();
        BytesMessage message = session.createBytesMessage();
        message.setIntProperty("producer", number);
        message.setIntProperty("number", next);
        message.writeBytes(new byte[random.nextInt(MOST_BYTES)]);
        if (random.nextInt(ONE_IN) == 0) {
            lane.producer.send(message);
            lane.sent.confirm(next);
        } else {
            lane.producer.send(message, new Confirmation(lane.sent, next, failures));
        }
    }

    /** One destination of this producer. */
    record Lane(MessageProducer producer, Sent sent) {}

    private record Confirmation(Sent sent, int message, Failures failures) implements CompletionListener {
        @Override
        public void onCompletion(Message confirmed) {
            sent.confirm(message);
        }

        @Override
        public void onException(Message refused, Exception exception) {
            failures.add(exception);
        }
    }
}
