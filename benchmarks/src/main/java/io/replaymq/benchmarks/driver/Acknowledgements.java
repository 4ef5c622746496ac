package io.replaymq.benchmarks.driver;

/** Is told what became of asynchronous sends. On any thread, also on the sender's, and before the send returns. */
public interface Acknowledgements {
    /** The contender has acknowledged so many messages more. */
    void acknowledged(int messages);

    /** The contender has not taken a message. */
    void failed(Throwable problem);
}
