package io.replaymq.transactions;

import static io.replaymq.transactions.Clients.SMALL;
import static io.replaymq.transactions.Clients.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SeenRecord;
import io.replaymq.groups.api.Standing;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.transactions.transaction.Processed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an append is answered with when a step of it fails. */
final class CoordinationTest {
    private static final RecordId FIRST = new RecordId(0, 0, 0);

    @TempDir
    private Path directory;

    private ReplayLog log;
    private Coordination coordination;

    @BeforeEach
    void open() {
        log = EmbeddedLog.open(directory, SMALL);
        coordination = Coordination.open(log, TimeSource.SYSTEM, ConsumerGroupsConfig.DEFAULTS);
    }

    @AfterEach
    void close() {
        coordination.close();
        log.close();
    }

    @Test
    void afterTheEndNothingIsAppended() {
        coordination.close();

        assertThat(reasonOf(append(new ForeignMember()))).isInstanceOf(LogClosedException.class);
    }

    @Test
    void aRefusalSaysWhatItIs() {
        join(log.createTopic("orders", TopicConfig.DEFAULTS));
        GroupMember member = join(CompletableFuture.supplyAsync(this::attach, coordination.thread())
                .thenCompose(attached -> attached));
        join(CompletableFuture.supplyAsync(member::leave, coordination.thread()).thenCompose(left -> left));

        assertThat(reasonOf(append(member))).isInstanceOf(MemberFencedException.class);
    }

    /** That the client is closed would be a lie, and that nothing was appended a guess. */
    @Test
    void aFailureThatNobodyExpectedLeavesTheOutcomeInDoubt() {
        AppendOutcome outcome = append(new ForeignMember());

        assertThat(outcome).isInstanceOf(AppendOutcome.InDoubt.class);
        assertThat(((AppendOutcome.InDoubt) outcome).cause())
                .hasMessageContaining("unexpected")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    private CompletionStage<GroupMember> attach() {
        GroupSpec spec = new GroupSpec("queue", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest());
        return coordination.sharedGroups().create(spec).thenCompose(group -> group.attach());
    }

    private AppendOutcome append(GroupMember member) {
        Processed processed = new Processed(List.of(), List.of(new Acknowledgement(member, List.of(FIRST))));
        return join(coordination.append(List.of(), processed, Durability.WRITTEN));
    }

    private static Exception reasonOf(AppendOutcome outcome) {
        assertThat(outcome).isInstanceOf(AppendOutcome.Refused.class);
        return ((AppendOutcome.Refused) outcome).reason();
    }

    /** A member of nobody's groups: a mistake of the caller, which the groups do not answer but throw at. */
    private static final class ForeignMember implements GroupMember {
        private final UUID id = new UUID(1, 2);

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public Standing standing() {
            return Standing.HOLDS;
        }

        @Override
        public Object interest() {
            return id;
        }

        @Override
        public List<AcquiredRecord> acquire(int max) {
            return List.of();
        }

        @Override
        public CompletionStage<Void> acknowledge(List<RecordId> ids) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> release(List<RecordId> ids, Seen seen) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> releaseAfter(List<RecordId> ids, Duration delay) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<List<RecordId>> redeliver(List<SeenRecord> seen) {
            return CompletableFuture.completedStage(List.of());
        }

        @Override
        public CompletionStage<Void> reject(List<RecordId> ids, String reason) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public List<RecordId> extend(List<RecordId> ids) {
            return ids;
        }

        @Override
        public void disconnect() {}

        @Override
        public CompletionStage<Void> leave() {
            return CompletableFuture.completedStage(null);
        }
    }
}
