package io.replaymq.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.record.RecordContent;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What the tests send, and how they wait. */
final class Samples {
    static final Destination ORDERS = Destination.queue("orders");

    private Samples() {}

    static Message message(String text) {
        return new Message(1_700_000_000_000L, RecordContent.of(null, text.getBytes(UTF_8), List.of()));
    }

    static String text(Message message) {
        return UTF_8.decode(message.content().value()).toString();
    }

    static SendBatch batch(ProducerIdentity producer, int sequence, String... texts) {
        return new SendBatch(
                ORDERS,
                producer,
                sequence,
                Durability.DURABLE,
                List.of(texts).stream().map(Samples::message).toList());
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
