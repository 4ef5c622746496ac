package io.replaymq.remote;

import static io.replaymq.remote.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.api.BrokerException;
import io.replaymq.remote.CuttingProxy.Cut;
import io.replaymq.remote.CuttingProxy.Direction;
import io.replaymq.remote.CuttingProxy.Manner;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Transactions over a connection that is cut at every byte of either direction: each ends in a known outcome, which is the right one.
 * Each fifth byte in an ordinary run; every byte with {@code -Dcuts.every=1}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutTransactionIT {
    private static final int EVERY = Integer.getInteger("cuts.every", 5);

    private final ModelBroker model = new ModelBroker();
    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    private RemoteServer server;

    @BeforeAll
    void start() throws IOException {
        server = RemoteServer.start(model, RemoteServerConfig.DEFAULTS.at("127.0.0.1", 0));
    }

    @AfterAll
    void stop() {
        server.close();
        model.close();
    }

    @Test
    void commitsOnceWhereverTheRequestIsCut() throws Exception {
        cutEverywhere(Direction.TO_SERVER, Manner.FIN);
    }

    @Test
    void commitsOnceWhereverTheAnswerIsCut() throws Exception {
        cutEverywhere(Direction.TO_CLIENT, Manner.FIN);
    }

    @Test
    void commitsOnceWhereverAResetComes() throws Exception {
        cutEverywhere(Direction.TO_SERVER, Manner.RST);
        cutEverywhere(Direction.TO_CLIENT, Manner.RST);
    }

    private void cutEverywhere(Direction direction, Manner manner) throws Exception {
        int length;
        try (CuttingProxy proxy = new CuttingProxy(server.address().getPort(), CuttingProxy.nowhere())) {
            converse(proxy, "nowhere");
            length = (int) proxy.bytes(direction);
        }
        assertThat(length).isGreaterThan(300);
        int step = manner == Manner.FIN ? EVERY : 2 * EVERY;
        for (int at = 0; at <= length; at += step) {
            Cut cut = new Cut(direction, at, manner);
            try (CuttingProxy proxy = new CuttingProxy(server.address().getPort(), cut)) {
                converse(proxy, cut.toString());
            }
        }
        assertThat(losses).isEmpty();
    }

    private void converse(CuttingProxy proxy, String cut) throws Exception {
        RemoteBroker broker = RemoteBroker.at(RemoteClientConfig.parse(
                "replaymq://127.0.0.1:" + proxy.port() + "?retryMin=1&retryMax=5&giveUpAfter=50000"));
        try {
            TransactedConversation conversation =
                    new TransactedConversation(open(broker), UUID.randomUUID().toString(), () -> {});
            synchronized (model) {
                TransactedConversation.INPUT.forEach(
                        each -> model.queue(conversation.input).messages.add(Samples.message(each)));
            }
            int commits = commits();
            conversation.run();
            assertThat(commits() - commits).as("commits, cut %s", cut).isEqualTo(2);
            assertThat(texts(conversation.first)).as("cut %s", cut).isEqualTo(TransactedConversation.FIRST);
            assertThat(texts(conversation.second)).as("cut %s", cut).isEqualTo(TransactedConversation.SECOND);
            synchronized (model) {
                assertThat(model.queue(conversation.input).counts.values())
                        .as("counts, cut %s", cut)
                        .containsExactly(1, 1);
            }
            assertThat(model.unsettled(conversation.input))
                    .as("not settled, cut %s", cut)
                    .isZero();
        } finally {
            broker.close();
        }
    }

    private int commits() {
        return (int) model.events().stream().filter("commit"::equals).count();
    }

    private List<String> texts(Destination queue) {
        List<String> texts = new ArrayList<>();
        model.contents(queue).forEach(each -> texts.add(Samples.text(each)));
        return texts;
    }

    /** The first connection may be cut within the handshake: that is an error to the caller, who tries again. */
    private BrokerLink open(RemoteBroker broker) throws Exception {
        LinkRequest request = new LinkRequest(UUID.randomUUID(), null);
        try {
            return await(broker.connect(request, losses::add));
        } catch (ExecutionException e) {
            return await(broker.connect(request, losses::add));
        }
    }
}
