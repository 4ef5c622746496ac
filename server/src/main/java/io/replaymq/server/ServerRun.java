package io.replaymq.server;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.api.ServerConfig;
import io.replaymq.server.process.ReadyLine;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server from start to end, in a process of its own.
 *
 * <p><b>Threads:</b> the main thread opens it and waits. The shutdown hook {@code replaymq-shutdown} closes it and ends the
 * process: with {@link ExitCode#OK} if it could be closed cleanly, whatever signal asked for it.
 */
final class ServerRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerRun.class);

    private final ServerConfig config;
    private final OptionalLong stopWith;

    ServerRun(ServerConfig config, OptionalLong stopWith) {
        this.config = config;
        this.stopWith = stopWith;
    }

    /** Runs it. Returns only if it could not be started. */
    ExitCode run() throws InterruptedException {
        ReplayMqServer server;
        LOGGER.info("Opening data directory {}", config.data());
        try {
            server = ReplayMqServer.open(config, ServerRun::halt);
        } catch (BrokerException e) {
            ExitCode code = ExitCode.of(e);
            if (code == ExitCode.FAILED) {
                LOGGER.error("Not started", e);
            } else {
                LOGGER.error("Not started: {}", e.getMessage());
            }
            return code;
        } catch (IOException e) {
            LOGGER.error("Not started: {}", e.getMessage());
            return ExitCode.ADDRESS_UNAVAILABLE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "replaymq-shutdown"));
        stopWith.ifPresent(ServerRun::stopWhenGone);
        ReadyLine ready = new ReadyLine(
                config.endpoint().host(),
                server.address().getPort(),
                ProcessHandle.current().pid(),
                Version.text());
        LOGGER.info("Ready at {}", ready.url());
        System.out.println(ready.text());
        new CountDownLatch(1).await(); // the shutdown hook ends the process
        return ExitCode.OK;
    }

    private static void stop(ReplayMqServer server) {
        LOGGER.info("Stopping");
        try {
            server.close();
            LOGGER.info("Stopped cleanly");
            Runtime.getRuntime().halt(ExitCode.OK.code());
        } catch (RuntimeException e) {
            LOGGER.error("Not stopped cleanly; the next start recovers what was acknowledged", e);
            Runtime.getRuntime().halt(ExitCode.FAILED.code());
        }
    }

    /** The process ends at once: what could still be written would not be safe. */
    private static void halt(StorageFailedException failure) {
        LOGGER.error(
                "Storage failed, halting; what was acknowledged is on disk, and the next start recovers it", failure);
        Runtime.getRuntime().halt(ExitCode.STORAGE_FAILED.code());
    }

    private static void stopWhenGone(long pid) {
        ProcessHandle.of(pid)
                .ifPresentOrElse(
                        process -> process.onExit().thenRun(() -> System.exit(ExitCode.OK.code())),
                        () -> System.exit(ExitCode.OK.code()));
    }
}
