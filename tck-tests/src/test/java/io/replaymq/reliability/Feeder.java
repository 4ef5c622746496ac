package io.replaymq.reliability;

import io.replaymq.history.MessageId;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Arrays;
import java.util.Random;

/** Makes messages of several producers and sends them to the first queue, as many as it is permitted to. */
final class Feeder implements Work {
    private static final int PRODUCERS = 6;
    private static final int MOST_AT_ONCE = 50;

    private final String name;
    private final String to;
    private final Permits permits;
    private final Random random;
    private final int[] sent = new int[PRODUCERS];
    private int[] confirmed = new int[PRODUCERS];
    private Session session;
    private MessageProducer producer;

    Feeder(String name, String to, Permits permits, Random random) {
        this.name = name;
        this.to = to;
        this.permits = permits;
        this.random = random;
    }

    @Override
    public void begin(Session of) throws JMSException {
        undone(); // what the session before had not committed
        session = of;
        producer = of.createProducer(of.createQueue(to));
    }

    @Override
    public boolean step(Notes notes) throws JMSException {
        int permitted = permits.await(1 + random.nextInt(MOST_AT_ONCE));
        for (int i = 0; i < permitted; i++) {
            int of = random.nextInt(PRODUCERS);
            MessageId id = new MessageId(name + "p" + of, sent[of]++);
            TextMessage message = session.createTextMessage(notes.sends(to, id).text());
            message.setStringProperty("JMSXGroupID", id.producer());
            producer.send(message);
        }
        return permitted > 0;
    }

    @Override
    public void done() {
        permits.use(Arrays.stream(sent).sum() - Arrays.stream(confirmed).sum());
        confirmed = sent.clone();
    }

    @Override
    public void undone() {
        System.arraycopy(confirmed, 0, sent, 0, PRODUCERS);
    }
}
