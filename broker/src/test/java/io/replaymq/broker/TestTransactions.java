package io.replaymq.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.record.RecordContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client's transactions, one after the other: sends texts, and acknowledges what consumers hold. */
final class TestTransactions {
    private BrokerLink link;
    private final ProducerIdentity identity;
    private long number;
    private int committed;
    private int sends;
    private final List<Consumed> consumed = new ArrayList<>();

    private TestTransactions(BrokerLink link, ProducerIdentity identity) {
        this.link = link;
        this.identity = identity;
    }

    static TestTransactions open(BrokerLink link) {
        return new TestTransactions(link, BrokerFixture.join(link.openProducer()));
    }

    /** Goes on over another link, as a client does after an interruption. */
    void moveTo(BrokerLink other) {
        link = other;
    }

    TransactionId id() {
        return new TransactionId(identity, number);
    }

    TestTransactions send(Destination destination, String... texts) {
        sendAgain(sends++, destination, texts);
        return this;
    }

    /** Sends something at a place of the transaction, whether or not it was there before. */
    void sendAgain(int index, Destination destination, String... texts) {
        link.send(new TransactionSend(
                id(),
                index,
                destination,
                List.of(texts).stream().map(TestTransactions::message).toList()));
    }

    static Message message(String text) {
        return new Message(1, RecordContent.of(null, text.getBytes(US_ASCII), List.of()));
    }

    TestTransactions acknowledge(TestConsumer consumer, List<Delivery> deliveries) {
        consumed.add(new Consumed(consumer.memberId(), TestConsumer.ids(deliveries)));
        return this;
    }

    TransactionEnd end() {
        return new TransactionEnd(id(), committed, sends, consumed);
    }

    CompletableFuture<Void> commitOnly() {
        return link.commit(end()).toCompletableFuture();
    }

    /** Commits, and is ready for the next one. */
    void commit() {
        BrokerFixture.join(commitOnly());
        nextAfterCommit();
    }

    void nextAfterCommit() {
        committed++;
        next();
    }

    /** The next one; the last did not commit. */
    void next() {
        number++;
        sends = 0;
        consumed.clear();
    }

    void rollBack() {
        BrokerFixture.join(link.rollBack(id()));
        next();
    }

    CompletableFuture<BranchVote> prepare(BranchId branch) {
        return link.prepare(branch, end()).toCompletableFuture();
    }
}
