package io.replaymq.log;

import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.checkpoint.Checkpointer;
import io.replaymq.log.pipeline.LogCommands;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Makes checkpoints: has the pipeline note a moment down, then lets the maintenance thread force the segments up to it. */
final class Checkpoints {
    private final MaintenanceThread maintenance;
    private final LogCommands commands;
    private final Checkpointer checkpointer;
    private final Topics topics;
    private CompletableFuture<Void> latest = CompletableFuture.completedFuture(null); // guarded by this

    Checkpoints(MaintenanceThread maintenance, LogCommands commands, Checkpointer checkpointer, Topics topics) {
        this.maintenance = maintenance;
        this.commands = commands;
        this.checkpointer = checkpointer;
        this.topics = topics;
    }

    /** Asks for one, unless one is under way. Any thread; does not block. @return completes when it is made, or cannot be */
    synchronized CompletableFuture<Void> request() {
        if (latest.isDone()) {
            CompletableFuture<Void> next = new CompletableFuture<>();
            latest = next;
            maintenance.submit(() -> capture(next));
        }
        return latest;
    }

    private void capture(CompletableFuture<Void> done) {
        commands.capture(checkpointer.nextNumber())
                .thenAccept(captured -> maintenance.submit(() -> complete(captured, done)))
                .exceptionally(refused -> {
                    done.complete(null);
                    return null;
                });
    }

    private void complete(Checkpoint captured, CompletableFuture<Void> done) throws IOException {
        boolean another = false;
        try {
            checkpointer.complete(captured, topics.readable());
            another = checkpointer.isBehind();
        } finally {
            if (!another) {
                done.complete(null);
            }
        }
        if (another) {
            capture(done); // if nothing is appended until there is room in the journal, nobody else would ask
        }
    }

    /** Makes one of everything that was appended before the call. Waits for it. */
    void makeLast() {
        request().join(); // may have begun before
        request().join();
    }
}
