package io.replaymq.jms.transaction;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.replaymq.broker.api.BranchId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;

/** When a branch may still commit. */
final class XaVerdictTest {
    private static final BranchId BRANCH = new BranchId(1, new byte[] {2}, new byte[] {3});

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1); // it wraps, as a monotonic clock may

    @Test
    void aBranchMayTakeUntilItsTimeIsOver() {
        XaVerdict verdict = new XaVerdict(nanoTime::get, 2);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(2) - 1);
        assertThatCode(() -> verdict.require(BRANCH)).doesNotThrowAnyException();
        nanoTime.incrementAndGet();
        XaFixture.assertRefused(XAException.XA_RBTIMEOUT, () -> verdict.require(BRANCH));
    }

    @Test
    void withoutATimeoutItMayTakeAnyTime() {
        XaVerdict verdict = new XaVerdict(nanoTime::get, 0);
        nanoTime.addAndGet(TimeUnit.DAYS.toNanos(1_000));
        assertThatCode(() -> verdict.require(BRANCH)).doesNotThrowAnyException();
    }

    @Test
    void whatHasFailedStaysFailed() {
        XaVerdict verdict = new XaVerdict(nanoTime::get, 1);
        verdict.fail();
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        XaFixture.assertRefused(XAException.XA_RBROLLBACK, () -> verdict.require(BRANCH));
    }
}
