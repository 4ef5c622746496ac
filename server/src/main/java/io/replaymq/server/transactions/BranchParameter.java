package io.replaymq.server.transactions;

import io.replaymq.broker.api.BranchId;
import io.replaymq.server.admin.AdminOptions;
import java.util.HexFormat;
import picocli.CommandLine.Parameters;

/** A branch on the command line, as {@code transaction list} prints it. Filled by the command line's parser. */
final class BranchParameter {
    @Parameters(
            paramLabel = "BRANCH",
            description =
                    "The branch, as `transaction list` prints it: format id, global transaction id and branch"
                            + " qualifier in hexadecimal digits, with colons between them. One that begins with - goes behind `--`.")
    private String branch = "";

    BranchId read(AdminOptions admin) {
        String[] parts = branch.split(":", -1);
        try {
            if (parts.length == 3) {
                HexFormat hex = HexFormat.of();
                return new BranchId(Integer.parseInt(parts[0]), hex.parseHex(parts[1]), hex.parseHex(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw admin.usage("branch '" + branch + "': " + e.getMessage());
        }
        throw admin.usage("branch '" + branch + "', expected three parts with colons between them");
    }
}
