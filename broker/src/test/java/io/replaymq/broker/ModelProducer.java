package io.replaymq.broker;

import io.replaymq.broker.api.BrokerLink;

/** A producer whose messages the model knows. */
final class ModelProducer {
    private final QueueModel model;
    private final TestProducer producer;
    private int next;

    ModelProducer(QueueModel model, TestProducer producer) {
        this.model = model;
        this.producer = producer;
    }

    void send(int count) {
        for (int i = 0; i < count; i++) {
            model.sends(producer.id() + "/" + next++);
        }
        producer.send(count);
    }

    void moveTo(BrokerLink link) {
        producer.moveTo(link);
    }
}
