package io.replaymq.jms.api;

import jakarta.jms.JMSException;

/** What this version of the provider refuses to do, by name. Chapter by chapter: {@code docs/jms.md}. */
public enum Unsupported {
    XA("distributed transactions (XA)");

    /** The error code of the exceptions. */
    public static final String CODE = "NOT_SUPPORTED";

    private final String feature;

    Unsupported(String feature) {
        this.feature = feature;
    }

    /** The exception that says so. */
    public JMSException exception() {
        return new JMSException("ReplayMQ does not support " + feature + " yet; see docs/jms.md", CODE);
    }
}
