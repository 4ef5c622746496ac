package io.replaymq.log.crash;

import io.replaymq.log.testing.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Lets the n-th of certain calls fail, and notes what is asked of the disk after that. Safe for use by several threads. */
final class NthCall implements Trouble {
    private final int fatal;
    private final Kind kind;
    private final BiConsumer<Call, String> damage;
    private final List<String> forcedAgain = new ArrayList<>();
    private int calls;
    private Optional<Failure> failure = Optional.empty();

    /** What fails, and for how long. */
    enum Kind {
        /** One call of any sort. */
        INPUT_OUTPUT_ERROR("Input/output error"),
        /** Whatever needs room, from then on. */
        DISK_FULL("No space left on device");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        private boolean concerns(Call call) {
            return switch (this) {
                case INPUT_OUTPUT_ERROR -> call != Call.EXISTS; // which cannot fail on a real disk
                case DISK_FULL -> call == Call.WRITE || call == Call.CREATE_DIRECTORY;
            };
        }
    }

    /** Which call failed, on which thread. */
    record Failure(int number, Call call, String path, String thread) {}

    /** @param damage told of the failure before the caller is */
    NthCall(int fatal, Kind kind, BiConsumer<Call, String> damage) {
        this.fatal = fatal;
        this.kind = kind;
        this.damage = damage;
    }

    @Override
    public synchronized void before(Call call, String path) throws IOException {
        boolean forcing = call == Call.FORCE || call == Call.FORCE_DIRECTORY;
        if (forcing
                && failure.isPresent()
                && failure.get().call() == call
                && path.equals(failure.get().path())) {
            forcedAgain.add(path);
        }
        if (!kind.concerns(call)) {
            return;
        }
        calls++;
        if (calls == fatal) {
            failure = Optional.of(
                    new Failure(calls, call, path, Thread.currentThread().getName()));
            damage.accept(call, path);
        }
        if (calls == fatal || (calls > fatal && kind == Kind.DISK_FULL)) {
            throw new IOException(kind.message);
        }
    }

    /** The call that failed; none if there were fewer. */
    synchronized Optional<Failure> failure() {
        return failure;
    }

    /** What was forced again after its force had failed. */
    synchronized List<String> forcedAgain() {
        return List.copyOf(forcedAgain);
    }
}
