package io.replaymq.log;

import io.replaymq.log.testing.Trouble;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls of one kind fail from a moment on, on files whose path begins so. Counts how often each file was tried since. */
final class FailingCalls implements Trouble {
    private final Call failingCall;
    private final String prefix;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private volatile boolean failing;

    FailingCalls(Call failingCall, String prefix) {
        this.failingCall = failingCall;
        this.prefix = prefix;
    }

    void start() {
        failing = true;
    }

    /** How often each file was tried after the failure had begun. */
    Map<String, Integer> attempts() {
        return attempts;
    }

    @Override
    public void before(Call call, String path) throws IOException {
        if (failing && call == failingCall && path.startsWith(prefix)) {
            attempts.merge(path, 1, Integer::sum);
            throw new IOException("Input/output error");
        }
    }
}
