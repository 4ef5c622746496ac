package io.replaymq.server.inspect;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.inspect.DumpScope;
import io.replaymq.log.inspect.LogInspection;
import io.replaymq.log.inspect.LogInspection.Writer;
import io.replaymq.log.inspect.LogVisitor;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.OutputOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a data directory holds. Its fields are filled by the command line's parser. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what the data directory of a stopped server holds and changes nothing: checkpoints, journal entries,",
            "segments with their batches and records, index files. Without options that narrow it down: everything."
        },
        footer = {
            "",
            "Exit codes: 0 shown, 5 shown up to something damaged, 3 a process has the directory open, 4 it cannot be read."
        })
public final class DumpCommand implements Callable<Integer> {
    @Mixin
    private final DirectoryOptions directory = new DirectoryOptions();

    @Option(
            names = "--files",
            split = ",",
            paramLabel = "FILE",
            description = {
                "Only these files or directories, such as orders-0/00000000000000000000.log, orders-0, journal or",
                "checkpoint; relative to the data directory."
            })
    private List<Path> files = List.of();

    @Option(names = "--topic", paramLabel = "NAME", description = "Only this topic, by its name in the log.")
    private @Nullable String topic;

    @Option(names = "--partition", paramLabel = "NUMBER", description = "Only partitions of this number.")
    private int partition = -1;

    @Option(
            names = "--from-offset",
            paramLabel = "OFFSET",
            description = "Only batches with this offset or later ones.")
    private long fromOffset;

    @Option(names = "--to-offset", paramLabel = "OFFSET", description = "Only batches with offsets below this one.")
    private long toOffset = Long.MAX_VALUE;

    @Option(
            names = "--show",
            paramLabel = "DETAIL",
            description =
                    "batches, records or data; ${DEFAULT-VALUE} if not given. Records of internal topics are decoded.")
    private Detail detail = Detail.BATCHES;

    @Option(names = "--print-data", description = "The same as --show=data.")
    private boolean printData;

    @Option(
            names = "--beside-server",
            description = {
                "Reads although a server may be writing: nothing is harmed, but what is unfinished may look damaged."
            })
    private boolean besideServer;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Detail shown = printData ? Detail.DATA : detail;
        DumpPrinter printer = output.json()
                ? new JsonDump(spec.commandLine().getOut(), shown)
                : new TextDump(spec.commandLine().getOut(), shown);
        try (LogInspection inspection = directory.open(besideServer ? Writer.TOLERATED : Writer.KEPT_OUT)) {
            inspection.dump(
                    new DumpScope(
                            files.stream().map(directory::relative).toList(), topic, partition, fromOffset, toOffset),
                    printer);
        } catch (BrokerException e) {
            return InspectionFailure.report(e, spec.commandLine().getErr());
        }
        return (printer.metDamage() ? ExitCode.DATA_UNREADABLE : ExitCode.OK).code();
    }

    /** Prints what it is shown. */
    interface DumpPrinter extends LogVisitor {
        /** Whether something could not be shown because it is damaged. */
        boolean metDamage();
    }
}
