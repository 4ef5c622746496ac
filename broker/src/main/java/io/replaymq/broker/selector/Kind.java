package io.replaymq.broker.selector;

/** What is known of an expression's value before there is a message. */
enum Kind {
    CONDITION("a condition"),
    NUMBER("a number"),
    TEXT("a string"),
    /** An identifier: it depends on the message. */
    ANY("an identifier");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** Whether it can be that. */
    boolean mayBe(Kind other) {
        return this == other || this == ANY;
    }

    @Override
    public String toString() {
        return words;
    }
}
