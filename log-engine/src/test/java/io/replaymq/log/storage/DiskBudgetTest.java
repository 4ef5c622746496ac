package io.replaymq.log.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.DiskReserve;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.testing.MemoryDirectory;
import io.replaymq.log.testing.TroubledDirectory;
import org.junit.jupiter.api.Test;

class DiskBudgetTest {
    private static final long MIB = 1 << 20;
    private static final long RESERVE = 8 * MIB;

    private final TroubledDirectory disk = new TroubledDirectory(new MemoryDirectory(), (call, path) -> {});

    @Test
    void countsWhatIsHeldBackAsSpaceThatWillBeNeeded() {
        disk.limitFreeBytes(RESERVE + 6 * MIB);

        assertThatCode(() -> holdingBack(0).ensureRoom(MIB)).doesNotThrowAnyException();
        assertThatThrownBy(() -> holdingBack(5 * MIB).ensureRoom(MIB)).isInstanceOf(DiskFullException.class);
    }

    private DiskBudget holdingBack(long bytes) {
        DiskBudget budget = new DiskBudget(disk, new DiskReserve(RESERVE, 0), () -> 0, TimeSource.SYSTEM);
        budget.heldBack(bytes);
        return budget;
    }
}
