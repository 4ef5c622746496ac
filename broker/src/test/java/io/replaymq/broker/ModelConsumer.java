package io.replaymq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerRequest.Resume;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.SeenDelivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A consumer that tells the model what it is given and what it does with it. */
final class ModelConsumer {
    private final QueueModel model;
    private final BrokerLink link;
    private final List<Delivery> held; // guarded by the model
    private ConsumerLink consumer;
    private boolean closing; // guarded by the model

    private ModelConsumer(QueueModel model, BrokerLink link, List<Delivery> held) {
        this.model = model;
        this.link = link;
        this.held = held;
    }

    static ModelConsumer open(QueueModel model, BrokerLink link, @Nullable Resume resume) {
        return new ModelConsumer(model, link, new ArrayList<>()).attach(resume);
    }

    private ModelConsumer attach(@Nullable Resume resume) {
        consumer = BrokerFixture.join(
                link.subscribe(new ConsumerRequest(BrokerFixture.ORDERS_QUEUE, resume), this::onDeliveries));
        return this;
    }

    /** Comes back on another link with what it holds; the model still knows it as the holder. */
    ModelConsumer resumeOn(BrokerLink other) {
        List<Delivery> stillHeld = allHeld();
        return new ModelConsumer(model, other, stillHeld)
                .attach(new Resume(consumer.memberId(), TestConsumer.ids(stillHeld)));
    }

    private void onDeliveries(List<Delivery> deliveries) {
        synchronized (model) {
            if (!closing) {
                model.delivered(this, deliveries);
                held.addAll(deliveries);
            }
        }
    }

    Standing standing() {
        return consumer.standing();
    }

    void credit(int messages) {
        consumer.credit(messages);
    }

    void acknowledge(Random random) {
        settle(someOfHeld(random));
    }

    void acknowledgeAll() {
        settle(allHeld());
    }

    private void settle(List<Delivery> deliveries) {
        synchronized (model) {
            held.removeAll(deliveries);
            model.settles(ofThisGeneration(deliveries));
        }
        BrokerFixture.join(consumer.acknowledge(TestConsumer.ids(deliveries)));
    }

    void release(Random random, Seen seen) {
        List<Delivery> deliveries = someOfHeld(random);
        synchronized (model) {
            held.removeAll(deliveries);
            model.givesBack(ofThisGeneration(deliveries), seen == Seen.BY_APPLICATION ? 1 : 0);
        }
        BrokerFixture.join(consumer.release(TestConsumer.ids(deliveries), seen));
    }

    /** Counts a delivery of some of what it holds, and holds them still; sometimes asks twice. */
    void redeliver(Random random) {
        List<Delivery> seen = ofThisGeneration(someOfHeld(random));
        List<SeenDelivery> asked = seen.stream()
                .map(each -> new SeenDelivery(each.id(), each.deliveryCount()))
                .toList();
        for (int i = random.nextInt(2); i < 2; i++) {
            assertThat(BrokerFixture.join(consumer.redeliver(asked))).isEqualTo(TestConsumer.ids(seen));
        }
        synchronized (model) {
            model.deliversAgain(seen);
            held.removeAll(seen);
            seen.forEach(each -> held.add(new Delivery(each.id(), each.deliveryCount() + 1, each.message())));
        }
    }

    void close() {
        synchronized (model) {
            closing = true;
            model.givesBack(ofThisGeneration(held), 0);
        }
        BrokerFixture.join(consumer.close());
    }

    void abandon() {
        link.abandon();
    }

    /** It will not come back in time. */
    void giveUp() {
        synchronized (model) {
            model.givesBack(ofThisGeneration(held), 1);
            held.clear();
        }
    }

    private List<Delivery> allHeld() {
        synchronized (model) {
            return new ArrayList<>(held);
        }
    }

    private List<Delivery> someOfHeld(Random random) {
        List<Delivery> some = allHeld();
        Collections.shuffle(some, random);
        return some.subList(0, some.isEmpty() ? 0 : random.nextInt(some.size()) + 1);
    }

    private List<Delivery> ofThisGeneration(List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(each -> each.id().generation() == model.generation())
                .toList();
    }
}
