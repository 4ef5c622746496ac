package io.replaymq.wild.xa;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages are moved from a queue to a database and another queue, each once in both, whoever is killed at whatever step. */
class XaTransferTest {
    private static final String CONTEXT_FACTORY = "io.replaymq.jms.jndi.ReplayMQInitialContextFactory";
    private static final int DEADLINE_S = 120;

    @TempDir
    private Path work;

    private final Children children = new Children();
    private final List<String> sent = new ArrayList<>();
    private KillableServer server;
    private Bank bank;

    @BeforeEach
    void open() throws Exception {
        bank = new Bank();
    }

    @AfterEach
    void close() throws Exception {
        bank.close();
        children.close();
    }

    /**
     * After one call and before the next is the same moment, except between the last vote and the first commit, where the decision is logged.
     * Atomikos takes seconds to give up what was prepared and not decided, so it is killed where it matters most.
     */
    static List<Arguments> kills() {
        return List.of(
                Arguments.of(Managers.NARAYANA, List.of(0, 1, 3, 4, 5, 7)),
                Arguments.of(Managers.ATOMIKOS, List.of(3, 5)));
    }

    @ParameterizedTest
    @MethodSource("kills")
    void oneOutcomeWhereverTheManagerIsKilled(Managers manager, List<Integer> steps) throws Exception {
        server = KillableServer.open(children, work, "1s");
        for (int step : steps) {
            send();
            Process killed = start(manager, Steps.Event.HALT, step);
            assertThat(exitCode(killed)).as(output()).isEqualTo(TransferProcess.HALTED);
        }
        send();

        Process last = start(manager, Steps.Event.NOTHING, 0);

        assertThat(exitCode(last)).as(output()).isZero();
        assertThatEachWasMovedOnce();
    }

    @Test
    void oneOutcomeWhereverTheServerIsKilled() throws Exception {
        server = KillableServer.open(children, work, "30s");
        for (int i = 0; i <= Steps.COUNT; i++) {
            send();
        }

        // One more than a transaction has, so that each waits at the step behind the last one's.
        Process process = start(Managers.NARAYANA, Steps.Event.WAIT_EVERY, Steps.COUNT + 1);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                OutputStream go = process.getOutputStream()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(TransferProcess.WAITING)) {
                    server.killAndRestart();
                    go.write('\n');
                    go.flush();
                }
            }
        }

        assertThat(exitCode(process)).as(output()).isZero();
        assertThatEachWasMovedOnce();
    }

    private void send() {
        String text = "message-" + sent.size();
        try (JMSContext context = JmsConnectionFactory.of(server.url()).createContext()) {
            context.createProducer().send(context.createQueue("transfer.in"), text);
        }
        sent.add(text);
    }

    private Process start(Managers manager, Steps.Event event, int step) throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.javaCommand(System.getProperty("java.class.path")));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", TransferProcess.class.getName()));
        command.addAll(List.of(CONTEXT_FACTORY, server.url(), bank.url(), manager.name()));
        command.addAll(List.of(Files.createDirectories(work.resolve("log")).toString(), "transfer"));
        command.addAll(List.of(Integer.toString(sent.size()), event.name(), Integer.toString(step)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        work.resolve("errors.txt").toFile()));
        if (event != Steps.Event.WAIT_EVERY) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        return children.start(builder);
    }

    private static int exitCode(Process process) throws InterruptedException {
        boolean ended = process.waitFor(DEADLINE_S, TimeUnit.SECONDS);
        assertThat(ended).as("the process ends").isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(work.resolve("errors.txt"));
    }

    private void assertThatEachWasMovedOnce() throws Exception {
        assertThat(bank.transferred()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(messagesOf("transfer.out")).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(messagesOf("transfer.in")).isEmpty();
    }

    private List<String> messagesOf(String queue) throws JMSException {
        try (JMSContext context = JmsConnectionFactory.of(server.url()).createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
            List<String> texts = new ArrayList<>();
            for (Enumeration<?> messages = browser.getEnumeration(); messages.hasMoreElements(); ) {
                texts.add(((TextMessage) messages.nextElement()).getText());
            }
            return texts;
        }
    }
}
