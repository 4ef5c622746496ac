package io.replaymq.groups.delivery;

import io.replaymq.groups.window.ReadAhead;
import io.replaymq.groups.window.WindowedCursor;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.record.StoredRecord;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One partition's messages as the members see them that want the same: a read-ahead of its own over the one cursor and custody. What
 * is taken by way of another view may still lie here, and is passed over when it comes up.
 *
 * <p><b>Threads:</b> the owner thread.
 */
final class View implements WindowedCursor {
    /** A view that one member has for itself is so many times smaller than one that is shared. */
    private static final int PARTS_FOR_ONE = 4;

    private final ViewKey key;
    private final PartitionDelivery partition;
    private final ReadAhead window;
    private Content content = Content.ITS_OWN;
    private Use use;

    private enum Content {
        ITS_OWN,
        /** Some of it may have been taken by way of another view. */
        MAYBE_TAKEN
    }

    private enum Use {
        BY_MEMBERS,
        /** Nobody is there: it reads ahead for whoever comes, and settles what needs nobody for that. */
        BY_NOBODY
    }

    View(ViewKey key, PartitionDelivery partition, DeliveryParts parts) {
        this.key = key;
        this.use = Use.BY_NOBODY;
        this.partition = partition;
        this.window = new ReadAhead(
                parts.log(),
                parts.owner(),
                partition.partition(),
                parts.tails().of(partition.partition()),
                this,
                key.member() == null ? parts.windowSize() : parts.windowSize().part(PARTS_FOR_ONE));
    }

    ViewKey key() {
        return key;
    }

    ReadAhead window() {
        return window;
    }

    /** Whether there is a member that takes messages from it. */
    boolean isInUse() {
        return use == Use.BY_MEMBERS;
    }

    void usedBy(Set<ViewKey> members) {
        use = members.contains(key) ? Use.BY_MEMBERS : Use.BY_NOBODY;
    }

    void restart(long from) {
        content = Content.ITS_OWN;
        window.restart(from);
    }

    /** Something is taken by way of another view. */
    void isOvertaken() {
        content = Content.MAYBE_TAKEN;
    }

    /** The message that is next, whether or not it may be delivered already; null if there is none at the moment. */
    @Nullable
    StoredRecord peek() {
        StoredRecord next = window.peek();
        if (content == Content.MAYBE_TAKEN) {
            while (next != null && !partition.custody().isElsewhere(next.offset())) {
                window.take();
                next = window.peek();
            }
            if (window.isEmpty()) {
                content = Content.ITS_OWN;
            }
        }
        return next;
    }

    @Override
    public int admit(StoredRecord message) {
        return partition.admit(message, key);
    }

    @Override
    public boolean mayReadOn() {
        return partition.mayReadOn();
    }

    @Override
    public long nextUnsettled(long from) {
        return partition.cursor().nextUnsettled(from);
    }

    @Override
    public void sawEverythingBelow(long offset) {
        partition.sawEverythingBelow(offset);
    }

    @Override
    public void sawHole(long from, long to) {
        partition.sawHole(from, to);
    }

    @Override
    public void arrived() {
        partition.arrived(this);
    }

    @Override
    public void failed(BrokerException cause) {
        partition.failed(cause);
    }
}
