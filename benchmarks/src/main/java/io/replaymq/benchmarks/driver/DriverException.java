package io.replaymq.benchmarks.driver;

/** A contender did not do what a run needs; the run is void. */
public final class DriverException extends RuntimeException {
    /** With the cause. */
    public DriverException(Throwable cause) {
        super(cause.toString(), cause);
    }

    /** With the facts. */
    public DriverException(String message) {
        super(message);
    }
}
