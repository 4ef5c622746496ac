package io.replaymq.log;

import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.StorageFailedException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Opens a log on a thread of the engine's own, {@code replaymq-recovery}: the caller's might be interrupted, and that would close
 * files under recovery.
 */
final class LogOpening implements Callable<RunningLog> {
    private final LogSeams seams;
    private final LogConfig config;

    private LogOpening(LogSeams seams, LogConfig config) {
        this.seams = seams;
        this.config = config;
    }

    static RunningLog run(LogSeams seams, LogConfig config) {
        FutureTask<RunningLog> opening = new FutureTask<>(new LogOpening(seams, config));
        Thread thread = new Thread(opening, "replaymq-recovery");
        thread.setDaemon(true);
        thread.start();
        return await(opening);
    }

    private static RunningLog await(FutureTask<RunningLog> opening) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new StorageFailedException("the log could not be opened: " + e.getCause(), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public RunningLog call() {
        try {
            return RunningLog.open(seams, config);
        } catch (IOException e) {
            closeDirectory(e);
            throw new StorageFailedException(
                    "log in " + seams.directory().location() + " could not be opened: " + e, e);
        } catch (RuntimeException e) {
            closeDirectory(e);
            throw e;
        }
    }

    private void closeDirectory(Exception failure) {
        try {
            seams.directory().close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
