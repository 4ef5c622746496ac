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

/** {@code replaymq subscription} against a server in a process of its own. */
class SubscriptionCommandsIT {
    private static final Destination PRICES = Destination.topic("prices");

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
    void makesRewindsAltersAndDeletes() throws Exception {
        server.start(directory);
        try (RemoteBroker client = RemoteBroker.at(RemoteClientConfig.parse(server.url()))) {
            BrokerLink link = get(client.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
            Message message = new Message(1, RecordContent.of(null, "x".getBytes(UTF_8), List.of()));
            get(link.send(
                    new SendBatch(PRICES, get(link.openProducer()), 0, Durability.DURABLE, List.of(message, message))));

            assertThat(run("create", "reader", "--client-id", "c", "--topic", "prices"))
                    .as(errors)
                    .isZero();
            assertThat(run("create", "all", "--topic", "#", "--from", "earliest"))
                    .as(errors)
                    .isZero();
            assertThat(run("describe", "all")).isZero();
            assertThat(out).contains("subscription: all", "clientId: none", "shared: true", "topic: #", "backlog: 2");
            assertThat(run("describe", "reader", "--client-id", "c")).isZero();
            assertThat(out).contains("shared: false", "topic: prices", "backlog: 0", "deliveryLimit: 10");
            assertThat(run("rewind", "reader", "--client-id", "c", "--to", "offset:1"))
                    .isZero();
            assertThat(run("alter", "reader", "--client-id", "c", "--delivery-limit", "1"))
                    .isZero();
            assertThat(out).contains("backlog: 1", "deliveryLimit: 1", "deadLetterQueue: prices.dead-letters");

            giveUp(link, new ConsumerTarget.DurableSubscription(PRICES, "c", "reader"), 1);
            await().atMost(Duration.ofSeconds(50)).until(() -> {
                run("describe", "reader", "--client-id", "c");
                return out.contains("deadLetters: 1") && out.contains("backlog: 0");
            });
            get(link.declare(Destination.queue("repair")));
            assertThat(run("redrive", "reader", "--client-id", "c", "--to", "repair"))
                    .isZero();
            assertThat(out)
                    .startsWith("1 dead letters of durable subscription 'reader' of client 'c' were sent to queue");

            assertThat(run("delete", "reader", "--client-id", "c")).isZero();
            assertThat(run("describe", "reader", "--client-id", "c")).isEqualTo(1);
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        server.start(directory);

        assertThat(run("describe", "nobody's", "--client-id", "c")).isEqualTo(1);
        assertThat(errors).isEqualTo("replaymq: there is no durable subscription 'nobody's' of client 'c'\n");
        assertThat(run("describe", "s", "--client-id", "c", "--shared")).isEqualTo(1);
        assertThat(errors).isEqualTo("replaymq: there is no shared durable subscription 's' of client 'c'\n");
        assertThat(run("create", "s", "--topic", "prices")).isZero();
        assertThat(run("create", "s", "--topic", "prices")).isEqualTo(1);
        assertThat(errors).contains("there is a shared durable subscription 's' already");
        assertThat(run("create", "t", "--topic", "prices", "--selector", "n >")).isEqualTo(1);
        assertThat(errors).contains("selector, character 4");
        assertThat(run("rewind", "s", "--to", "tomorrow")).isEqualTo(2);
        assertThat(run("redrive", "s")).isEqualTo(2);
        assertThat(errors).contains("--to");
    }

    private static void giveUp(BrokerLink link, ConsumerTarget from, int messages) throws Exception {
        List<Delivery> received = new CopyOnWriteArrayList<>();
        ConsumerLink consumer = get(link.subscribe(new ConsumerRequest(from, null), received::addAll));
        consumer.credit(messages);
        await().atMost(Duration.ofSeconds(50)).until(() -> received.size() == messages);
        get(consumer.release(received.stream().map(Delivery::id).toList(), Seen.BY_APPLICATION));
        get(consumer.close());
    }

    private int run(String... command) {
        List<String> arguments = new ArrayList<>(List.of("subscription"));
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
