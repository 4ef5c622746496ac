package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.Standing;
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
    public List<AcquiredRecord> acquire(int max) {
        return !isVoid() && member.state == Member.State.CONNECTED ? group.acquire(member, max) : List.of();
    }

    @Override
    public CompletionStage<Void> acknowledge(List<RecordId> ids) {
        return isVoid() ? refuse() : group.acknowledge(member, ids);
    }

    @Override
    public CompletionStage<Void> release(List<RecordId> ids, Seen seen) {
        return isVoid() ? refuse() : group.release(member, ids, seen);
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

    private boolean isVoid() {
        return member.handle != this;
    }

    private CompletionStage<Void> refuse() {
        return CompletableFuture.failedStage(
                Membership.fenced(member.id, group.spec().name()));
    }
}
