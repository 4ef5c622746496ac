package io.replaymq.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Set;

/**
 * Something that an application did or saw. {@link #at()} is the time in nanoseconds of the monotonic clock of the machine, the same for
 * all its processes: before the call for {@link Phase#INVOKED}, after it for whatever is seen.
 *
 * <p>A <i>session</i> has one transaction at a time, and numbers them from 1; what it does outside of any has the number 0.
 * Its name has no slash.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Event.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Event.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = Event.Received.class, name = "received"),
    @JsonSubTypes.Type(value = Event.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = Event.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Event.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = Event.Listed.class, name = "listed"),
    @JsonSubTypes.Type(value = Event.Read.class, name = "read"),
    @JsonSubTypes.Type(value = Event.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = Event.Fault.class, name = "fault")
})
public sealed interface Event {
    /** When, in nanoseconds. */
    long at();

    /** A session begins: nothing was delivered to it before. */
    record Opened(long at, String session) implements Event {}

    /** A session was closed, and gave back what it held. */
    record Closed(long at, String session) implements Event {}

    /** A send; in a transaction its fate is the transaction's, and only {@link Phase#INVOKED} is noted. */
    record Sent(long at, String session, int transaction, String destination, MessageId message, Phase phase)
            implements Event {}

    /**
     * A message was received.
     *
     * @param sentBy the session and transaction that sent this copy of it, as the message itself says: {@link #work}
     * @param count its {@code JMSXDeliveryCount}
     */
    record Received(
            long at, String session, int transaction, String destination, MessageId message, String sentBy, int count)
            implements Event {}

    /** A message that was received outside of a transaction is acknowledged. */
    record Acknowledged(long at, String session, String destination, MessageId message, String sentBy, Phase phase)
            implements Event {}

    /**
     * The end of a transaction.
     *
     * @param branch of which it is a part, empty if none; only branches are prepared
     */
    record Ended(long at, String session, int transaction, Decision decision, String branch, Phase phase)
            implements Event {}

    /** The outcome of a prepared branch, whoever decides. */
    record Decided(long at, String branch, Decision decision, Phase phase) implements Event {}

    /**
     * All branches that are prepared.
     *
     * @param at when they were asked for
     */
    record Listed(long at, Set<String> branches) implements Event {}

    /** A record of a log was read. */
    record Read(
            long at, String reader, String destination, int partition, long offset, MessageId message, String sentBy)
            implements Event {}

    /** Nobody sends any more, and everything was taken from it, or read of its log. */
    record Finished(long at, String destination, How how) implements Event {
        /** In which way. */
        public enum How {
            DRAINED,
            READ
        }
    }

    /** A fault that was made. */
    record Fault(long at, String what, List<String> processes) implements Event {}

    /** How a message says which transaction of which session sent it; outside of transactions each send is a work of its own. */
    static String work(String session, int transaction, MessageId message) {
        return transaction == 0 ? session + "/" + message : session + "/" + transaction;
    }
}
