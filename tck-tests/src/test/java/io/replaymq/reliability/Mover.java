package io.replaymq.reliability;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Takes messages from one queue and sends each to the next one, or, at the last, to none. Those of one producer stay in order: they are a group. */
final class Mover implements Work {
    private static final long RECEIVE_MS = 100;
    private static final int MOST_AT_ONCE = 40;

    private final String from;
    private final String to;
    private final Random random;
    private Session session;
    private MessageConsumer consumer;
    private @Nullable MessageProducer producer;

    /** @param to the name of the next queue; empty for none */
    Mover(String from, String to, Random random) {
        this.from = from;
        this.to = to;
        this.random = random;
    }

    @Override
    public void begin(Session of) throws JMSException {
        session = of;
        consumer = of.createConsumer(of.createQueue(from));
        producer = to.isEmpty() ? null : of.createProducer(of.createQueue(to));
    }

    @Override
    public boolean step(Notes notes) throws JMSException {
        int most = 1 + random.nextInt(MOST_AT_ONCE);
        int moved = 0;
        while (moved < most) {
            Message message = moved == 0 ? consumer.receive(RECEIVE_MS) : consumer.receiveNoWait();
            if (message == null) {
                break;
            }
            Parcel parcel = Parcel.parse(message.getBody(String.class));
            notes.received(from, parcel, message.getIntProperty("JMSXDeliveryCount"));
            if (producer != null) {
                TextMessage sent =
                        session.createTextMessage(notes.sends(to, parcel.id()).text());
                sent.setStringProperty("JMSXGroupID", parcel.id().producer());
                producer.send(sent);
            }
            moved++;
        }
        return moved > 0;
    }
}
