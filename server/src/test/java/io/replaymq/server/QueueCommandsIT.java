package io.replaymq.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.log.api.Durability;
import io.replaymq.log.record.RecordContent;
import io.replaymq.remote.RemoteBroker;
import io.replaymq.remote.api.RemoteClientConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replaymq queue} against a server in a process of its own. */
class QueueCommandsIT {
    private static final Destination ORDERS = Destination.queue("orders");

    private final AdministeredServer server = new AdministeredServer();
    private String out = "";
    private String errors = "";

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void altersSettingsAndSendsDeadLettersBack() throws Exception {
        server.start(directory);
        try (RemoteBroker client = RemoteBroker.at(RemoteClientConfig.parse(server.url()))) {
            BrokerLink link = get(client.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
            Message message = new Message(1, RecordContent.of(null, "x".getBytes(UTF_8), List.of()));
            get(link.send(
                    new SendBatch(ORDERS, get(link.openProducer()), 0, Durability.DURABLE, List.of(message, message))));
            assertThat(run("describe", "orders")).isZero();
            assertThat(out).contains("backlog: 2", "deliveryLimit: 10", "deadLetterQueue: orders.dead-letters");

            assertThat(run("alter", "orders", "--delivery-limit", "1", "--redelivery-delay", "5"))
                    .isZero();
            assertThat(out).contains("deliveryLimit: 1", "redeliveryDelayMs: 5", "expiryQueue: none");
            giveUp(link, 2);

            await().atMost(Duration.ofSeconds(50)).until(() -> {
                run("describe", "orders");
                return out.contains("deadLetters: 2") && out.contains("backlog: 0");
            });
            assertThat(run("redrive", "orders", "--max", "1")).isZero();
            assertThat(out).startsWith("1 dead letters of queue 'orders' were sent to queue 'orders'");
            assertThat(run("describe", "orders", "--json")).isZero();
            assertThat(out).contains("\"backlog\" : 1", "\"deadLetters\" : 1");
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        server.start(directory);

        assertThat(run("describe", "nobody's")).isEqualTo(1);
        assertThat(errors).isEqualTo("replaymq: there is no queue 'nobody's'\n");
        assertThat(run("redrive", "orders", "--max", "0")).isEqualTo(2);
        assertThat(errors).contains("expected 1 to 100000");
    }

    private static void giveUp(BrokerLink link, int messages) throws Exception {
        List<Delivery> received = new CopyOnWriteArrayList<>();
        ConsumerLink consumer =
                get(link.subscribe(new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null), received::addAll));
        consumer.credit(messages);
        await().atMost(Duration.ofSeconds(50)).until(() -> received.size() == messages);
        get(consumer.release(received.stream().map(Delivery::id).toList(), Seen.BY_APPLICATION));
        get(consumer.close());
    }

    private int run(String... command) {
        List<String> arguments = new ArrayList<>(List.of("queue"));
        arguments.addAll(List.of(command));
        arguments.addAll(List.of("--server", server.address()));
        StringWriter written = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code = ReplayMq.commandLine()
                .setOut(new PrintWriter(written, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(arguments.toArray(String[]::new));
        out = written.toString();
        errors = complaints.toString();
        return code;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(50, TimeUnit.SECONDS);
    }
}
