package io.replaymq.remote.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.api.BranchExistsException;
import io.replaymq.broker.api.HeuristicOutcomeException;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.UnknownBranchException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.transactions.api.InDoubtException;
import io.replaymq.transactions.api.TransactionTimedOutException;
import io.replaymq.transactions.api.TransactionTooLargeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireErrorsTest {
    @Test
    void whatATransactionFailsWithIsTheSameOnBothSides() {
        List<BrokerException> errors = List.of(
                new InDoubtException("nobody knows", new IllegalStateException("a cause")),
                new TransactionTimedOutException("too late"),
                new TransactionTooLargeException("too much"),
                new TransactionRolledBackException("not done"),
                new UnknownBranchException("which?"),
                new BranchExistsException("again?"),
                new HeuristicOutcomeException("otherwise"));
        for (BrokerException each : errors) {
            ServerFrame.Refused frame = WireErrors.refused(7, each);

            assertThat(WireErrors.exception(frame.code(), frame.text()))
                    .hasSameClassAs(each)
                    .hasMessage(each.getMessage());
        }
    }
}
