package io.replaymq.reliability;

import io.replaymq.history.MessageId;

/**
 * What the text of a message says.
 *
 * @param id which message it is, in each queue that it goes through
 * @param sentBy the session and transaction that sent this copy
 */
record Parcel(MessageId id, String sentBy) {
    private static final int FIELDS = 3;

    static Parcel parse(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a producer, a number and a sender: " + text);
        }
        return new Parcel(new MessageId(fields[0], Integer.parseInt(fields[1])), fields[2]);
    }

    String text() {
        return id.producer() + " " + id.number() + " " + sentBy;
    }
}
