package io.replaymq.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.HeuristicOutcomeException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.record.RecordContent;
import io.replaymq.remote.RemoteBroker;
import io.replaymq.remote.api.RemoteClientConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replaymq transaction} against a server in a process of its own. */
class TransactionCommandsIT {
    private static final Destination ORDERS = Destination.queue("orders");
    private static final BranchId FIRST = new BranchId(4660, new byte[] {10, 27}, new byte[] {1});
    private static final BranchId SECOND = new BranchId(-1, new byte[] {11}, new byte[0]);

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
    void endsBranchesThatTheirManagerLeft() throws Exception {
        server.start(directory);
        try (RemoteBroker client = RemoteBroker.at(RemoteClientConfig.parse(server.url()))) {
            BrokerLink link = get(client.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
            prepare(link, FIRST);
            prepare(link, SECOND);
            assertThat(run("list")).isZero();
            assertThat(out.lines().toList()).hasSize(3);
            assertThat(out).contains("4660:0a1b:01  prepared  2", "-1:0b:");

            assertThat(run("commit", "4660:0a1b:01")).isZero();
            assertThat(out).isEqualTo("branch 4660:0a1b:01 is committed\n");
            assertThat(run("rollback", "--json", "--", "-1:0b:")).as(errors).isZero();
            assertThat(get(link.status(new ConsumerTarget.Queue(ORDERS))).backlog())
                    .isEqualTo(1);

            assertThat(run("list", "--json")).isZero();
            JsonNode listed = new ObjectMapper().readTree(out);
            assertThat(listed.findValuesAsText("state"))
                    .containsExactly("heuristically-committed", "heuristically-rolled-back");
            assertThat(listed.get(0).get("messages").asInt()).isEqualTo(1);
            assertThatThrownBy(() -> get(link.end(FIRST, BranchOutcome.ROLL_BACK)))
                    .hasCauseInstanceOf(HeuristicOutcomeException.class);
            assertThat(run("forget", "4660:0a1b:01")).isZero();
            get(link.forget(SECOND));
            assertThat(run("list", "--json")).isZero();
            assertThat(new ObjectMapper().readTree(out)).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        server.start(directory);

        assertThat(run("commit", "1:ab:")).isEqualTo(1);
        assertThat(errors).startsWith("replaymq: no branch 1:ab:");
        assertThat(run("rollback", "1:abc:00")).isEqualTo(2);
        assertThat(run("commit", "1:ab")).isEqualTo(2);
        assertThat(errors).contains("expected three parts");
        assertThat(run("forget", "1:ab:")).isEqualTo(1);
    }

    private static void prepare(BrokerLink link, BranchId branch) throws Exception {
        TransactionId transaction = new TransactionId(get(link.openProducer()), 0);
        Message message = new Message(1, RecordContent.of(null, "x".getBytes(UTF_8), List.of()));
        link.send(new TransactionSend(transaction, 0, ORDERS, List.of(message)));
        get(link.prepare(branch, new TransactionEnd(transaction, 0, 1, List.of())));
    }

    private int run(String... command) {
        List<String> arguments = new ArrayList<>(List.of("transaction", command[0], "--server", server.address()));
        arguments.addAll(List.of(command).subList(1, command.length));
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
