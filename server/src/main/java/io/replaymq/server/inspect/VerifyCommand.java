package io.replaymq.server.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.inspect.Finding;
import io.replaymq.log.inspect.LogInspection;
import io.replaymq.log.inspect.Totals;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import io.replaymq.server.output.OutputOption;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Verifies a data directory. Its fields are filled by the command line's parser. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Verifies the data directory of a stopped server and changes nothing: checkpoints, journal, the checksum and",
            "structure of each batch, that offsets follow each other, the index files, the records of internal topics."
        },
        footer = {
            "",
            "Exit codes: 0 sound, 1 damaged in ways that the next start mends by itself, 5 acknowledged data is damaged,",
            "3 a process has the directory open, 4 it cannot be read."
        })
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final DirectoryOptions directory = new DirectoryOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        try (LogInspection inspection = directory.open(LogInspection.Writer.KEPT_OUT)) {
            Totals totals = inspection.verify(InternalTopics.DECODERS, found -> {
                findings.add(found);
                if (!output.json()) {
                    out.println(text(found));
                }
            });
            if (output.json()) {
                out.println(Json.pretty(json(findings, totals)));
            } else {
                out.println(text(totals) + ": " + summary(findings));
            }
        } catch (BrokerException e) {
            return InspectionFailure.report(e, spec.commandLine().getErr());
        }
        return exitCode(findings).code();
    }

    private static String text(Finding found) {
        return found.severity().name().toLowerCase(Locale.ROOT) + ": " + found.file() + " at position "
                + found.position() + ": " + found.what();
    }

    private static String text(Totals totals) {
        return "%d partitions, %d segments, %d batches, %d records, %d bytes, %d journal entries"
                .formatted(
                        totals.partitions(),
                        totals.segments(),
                        totals.batches(),
                        totals.records(),
                        totals.bytes(),
                        totals.journalEntries());
    }

    private static String summary(List<Finding> findings) {
        return switch (exitCode(findings)) {
            case OK -> "sound";
            case FAILED -> "the next start mends what is damaged";
            default -> "damaged";
        };
    }

    private static ObjectNode json(List<Finding> findings, Totals totals) {
        ObjectNode root = Json.object();
        root.put("verdict", summary(findings));
        root.set("totals", Json.tree(totals));
        ArrayNode list = root.putArray("findings");
        findings.forEach(each -> list.add(Json.tree(each)));
        return root;
    }

    private static ExitCode exitCode(List<Finding> findings) {
        if (findings.stream().anyMatch(each -> each.severity() == Finding.Severity.DAMAGE)) {
            return ExitCode.DATA_UNREADABLE;
        }
        return findings.stream().anyMatch(each -> each.severity() == Finding.Severity.REPAIRABLE)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }
}
