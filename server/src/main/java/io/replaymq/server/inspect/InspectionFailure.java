package io.replaymq.server.inspect;

import io.replaymq.log.api.BrokerException;
import io.replaymq.server.api.ExitCode;
import java.io.PrintWriter;

/** Says in one line why a data directory could not be looked into. */
final class InspectionFailure {
    private InspectionFailure() {}

    static int report(BrokerException failure, PrintWriter errors) {
        errors.println("replaymq: " + failure.getMessage());
        return ExitCode.of(failure).code();
    }
}
