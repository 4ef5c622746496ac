package io.replaymq.server.config;

import io.replaymq.log.api.DiskReserve;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.MaintenanceConfig;
import java.util.List;

/** How the log uses memory, disk and threads. */
final class LogSettings {
    static final Setting<Long> MAX_BATCH = new Setting<>(
            "log.max-batch",
            "16 MiB",
            "1 KiB to 256 MiB",
            "The largest record batch that is accepted, so the largest message.",
            ValueSyntax.bytes(1 << 10, 256 << 20));
    static final Setting<Integer> RING_SIZE = new Setting<>(
            "log.ring-size",
            "8192",
            "a power of two, 64 to 1048576",
            "How many appends may be in the pipeline; when it is full, senders are held back.",
            ValueSyntax.integer(64, 1 << 20));
    static final Setting<Long> JOURNAL_FILE = new Setting<>(
            "log.journal-file",
            "64 MiB",
            "1 MiB to 1 GiB",
            "The size of one journal file; must hold the largest AppendSet.",
            ValueSyntax.bytes(1 << 20, 1 << 30));
    static final Setting<Long> MAX_APPEND_SET = new Setting<>(
            "log.max-append-set",
            "48 MiB",
            "1 KiB to the size of a journal file less 4 KiB",
            "The largest set of record batches that is appended all or nothing.",
            ValueSyntax.bytes(1 << 10, 1 << 30));
    static final Setting<Long> TAIL = new Setting<>(
            "log.tail",
            "32 MiB",
            "0 to 1 GiB",
            "Memory for the most recent batches, from which consumers that keep up are served without reading a file.",
            ValueSyntax.bytes(0, 1 << 30));
    static final Setting<Integer> READER_THREADS = new Setting<>(
            "log.reader-threads",
            "1",
            "1 to 64",
            "Threads that read segments for consumers that are behind.",
            ValueSyntax.integer(1, 64));
    static final Setting<Long> MAPPED = new Setting<>(
            "log.mapped",
            "256 MiB",
            "0 to 1024 GiB",
            "How much of the files stays mapped for consumers that are behind. It is page cache, but tools count it as memory of the process;"
                    + " more is faster where the same messages are read again and again.",
            ValueSyntax.bytes(0, 1L << 40));
    static final Setting<StageLayout> STAGE_LAYOUT = new Setting<>(
            "log.stage-layout",
            "fused",
            "`fused` or `separate`",
            "Whether the stages of the ingest pipeline share one thread (small machines) or have one each.",
            ValueSyntax.choice(StageLayout.class));

    static final Setting<Long> DISK_RESERVE = new Setting<>(
            "log.disk-reserve",
            "64 MiB",
            "0 to 1024 GiB",
            "Room on the disk that messages never take, so that acknowledgements, trimming and deleting still work on a full disk. What"
                    + " the journal's next files need comes on top.",
            ValueSyntax.bytes(0, 1L << 40));
    static final Setting<Integer> DISK_RESERVE_PERCENT = new Setting<>(
            "log.disk-reserve-percent",
            "1",
            "0 to 50",
            "The same as a part of the file system, in percent; the larger of the two counts. With 0 for both, messages are taken until a"
                    + " write fails, which ends the process.",
            ValueSyntax.integer(0, 50));

    static final Setting<Long> COMPACTION_RATE = new Setting<>(
            "log.compaction-rate",
            "32 MiB",
            "0 to 1024 GiB; 0 sets no limit",
            "How much compaction reads and writes together in a second, at most.",
            ValueSyntax.bytes(0, 1L << 40));
    static final Setting<Long> COMPACTION_KEYS = new Setting<>(
            "log.compaction-keys",
            "32 MiB",
            "64 KiB to 1 GiB",
            "Memory for the keys of one pass of compaction, while it runs; a key takes 32 to 64 bytes. A pass that finds more keys does as"
                    + " much as they allow.",
            ValueSyntax.bytes(64 << 10, 1 << 30));

    static final List<Setting<?>> ALL = List.of(
            MAX_BATCH,
            RING_SIZE,
            JOURNAL_FILE,
            MAX_APPEND_SET,
            TAIL,
            READER_THREADS,
            MAPPED,
            STAGE_LAYOUT,
            DISK_RESERVE,
            DISK_RESERVE_PERCENT,
            COMPACTION_RATE,
            COMPACTION_KEYS);

    private LogSettings() {}

    static LogConfig read(SettingValues values) {
        return new LogConfig(
                Math.toIntExact(values.get(MAX_BATCH)),
                values.get(RING_SIZE),
                Math.toIntExact(values.get(JOURNAL_FILE)),
                Math.toIntExact(values.get(MAX_APPEND_SET)),
                Math.toIntExact(values.get(TAIL)),
                values.get(READER_THREADS),
                values.get(STAGE_LAYOUT),
                new DiskReserve(values.get(DISK_RESERVE), values.get(DISK_RESERVE_PERCENT)),
                MaintenanceConfig.DEFAULTS
                        .withBytesPerSecond(values.get(COMPACTION_RATE))
                        .withKeyMapBytes(Math.toIntExact(values.get(COMPACTION_KEYS))),
                values.get(MAPPED));
    }
}
