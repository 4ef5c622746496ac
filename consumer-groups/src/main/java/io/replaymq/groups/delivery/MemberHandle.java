package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SeenRecord;
import io.replaymq.groups.api.Standing;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a consumer holds of its membership; void once the member has gone or came back under another one. */
final class MemberHandle implements GroupMember {
    private final RunningGroup group;
    private final Member member;
    private final Standing standing;

    MemberHandle(RunningGroup group, Member member, Standing standing) {
        this.group = group;
        this.member = member;
        this.standing = standing;
    }

    @Override
    public UUID id() {
        return member.id;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public Object interest() {
        return group.interestOf(member);
    }

    @Override
    public List<AcquiredRecord> acquire(int max) {
        return !isVoid() && member.state == Member.State.CONNECTED ? group.acquire(member, max) : List.of();
    }

    @Override
    public CompletionStage<Void> acknowledge(List<RecordId> ids) {
        return isVoid() ? refuse() : group.partitions().acknowledge(member, ids);
    }

    @Override
    public CompletionStage<Void> release(List<RecordId> ids, Seen seen) {
        return isVoid() ? refuse() : group.partitions().release(member, ids, seen);
    }

    @Override
    public CompletionStage<Void> releaseAfter(List<RecordId> ids, Duration delay) {
        if (delay.isNegative() || delay.compareTo(RedeliveryPolicy.MAX_DELAY) > 0) {
            throw new IllegalArgumentException("delay=" + delay + ", expected 0 to " + RedeliveryPolicy.MAX_DELAY);
        }
        return isVoid() ? refuse() : group.partitions().releaseAfter(member, ids, delay);
    }

    @Override
    public CompletionStage<List<RecordId>> redeliver(List<SeenRecord> seen) {
        return isVoid() ? refuse() : group.partitions().redeliver(member, seen);
    }

    @Override
    public CompletionStage<Void> reject(List<RecordId> ids, String reason) {
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "reason of " + reason.length() + " characters, expected 1 to " + MAX_REASON);
        }
        return isVoid() ? refuse() : group.partitions().reject(member, ids, reason);
    }

    @Override
    public List<RecordId> extend(List<RecordId> ids) {
        return isVoid() ? ids : group.partitions().extend(member, ids);
    }

    @Override
    public void disconnect() {
        if (!isVoid() && member.state == Member.State.CONNECTED) {
            member.state = Member.State.DISCONNECTED;
        }
    }

    @Override
    public CompletionStage<Void> leave() {
        return isVoid() ? CompletableFuture.completedStage(null) : group.leave(member);
    }

    RunningGroup group() {
        return group;
    }

    Member member() {
        return member;
    }

    /** Checks that the member is one, under this handle. @throws io.replaymq.groups.api.MemberFencedException if not */
    void ensureValid() {
        if (isVoid()) {
            throw Membership.fenced(member.id, group.spec().name());
        }
    }

    private boolean isVoid() {
        return member.handle != this;
    }

    private <T> CompletionStage<T> refuse() {
        return CompletableFuture.failedStage(
                Membership.fenced(member.id, group.spec().name()));
    }
}
