package io.replaymq.log;

import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.pipeline.LogCommands;
import io.replaymq.log.topic.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What cleaning works with, on the maintenance thread.
 *
 * @param maintenance the thread
 * @param commands to the pipeline
 * @param topics which topics there are
 */
record Upkeep(MaintenanceThread maintenance, LogCommands commands, Topics topics) {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * Has the pipeline do something and waits for it, again and again while the pipeline is full. Other steps run meanwhile.
     *
     * @throws BrokerException if it is refused for another reason
     * @throws java.util.concurrent.CancellationException if the log is being closed
     */
    <T> T await(Function<LogCommands, CompletableFuture<T>> command) {
        while (true) {
            try {
                return maintenance.await(command.apply(commands));
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof BrokerException refusal)) {
                    throw e;
                }
                if (!(refusal instanceof BackpressureException)) {
                    throw refusal;
                }
                maintenance.giveWay(RETRY_NANOS);
            }
        }
    }
}
