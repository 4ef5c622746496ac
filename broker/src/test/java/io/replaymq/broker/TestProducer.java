package io.replaymq.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends numbers, each as a message: the producer's id, a slash, and the number. */
final class TestProducer {
    private BrokerLink link;
    private final Destination destination;
    private final ProducerIdentity identity;
    private int sequence;

    private TestProducer(BrokerLink link, Destination destination, ProducerIdentity identity) {
        this.link = link;
        this.destination = destination;
        this.identity = identity;
    }

    static TestProducer open(BrokerLink link, Destination destination) {
        return new TestProducer(link, destination, BrokerFixture.join(link.openProducer()));
    }

    /** Goes on over another link, as a client does after an interruption. */
    void moveTo(BrokerLink other) {
        link = other;
    }

    long id() {
        return identity.producerId();
    }

    /** Sends the next numbers, one batch each, and waits for all of them. */
    void send(int count) {
        List<CompletableFuture<SendReceipt>> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            receipts.add(sendOne());
        }
        receipts.forEach(BrokerFixture::join);
    }

    CompletableFuture<SendReceipt> sendOne() {
        return sendBatch(1);
    }

    /** Sends the next numbers in one batch. */
    CompletableFuture<SendReceipt> sendBatch(int count) {
        List<Message> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] body = (id() + "/" + (sequence + i)).getBytes(US_ASCII);
            messages.add(new Message(sequence + i, RecordContent.of(null, body, List.of())));
        }
        SendBatch batch = new SendBatch(destination, identity, sequence, Durability.DURABLE, messages);
        sequence += count;
        return link.send(batch).toCompletableFuture();
    }

    /** Sends the next number with these headers, and waits for it. */
    void sendWith(List<Header> headers) {
        byte[] body = (id() + "/" + sequence).getBytes(US_ASCII);
        Message message = new Message(sequence, RecordContent.of(null, body, headers));
        BrokerFixture.join(
                link.send(new SendBatch(destination, identity, sequence++, Durability.DURABLE, List.of(message))));
    }
}
