package io.replaymq.log.storage;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a file on a real disk, mapped. Given back at once when it is closed, because a deleted file takes its room on the disk
 * until then: from Java 22 on by its arena, before that by what {@code sun.misc.Unsafe} offers for it.
 *
 * @param bytes the mapped bytes
 * @param release gives them back
 */
record DiskMap(ByteBuffer bytes, Release release) implements FileMap {
    private static final Logger LOGGER = LoggerFactory.getLogger(DiskMap.class);
    private static final int FIRST_WITH_ARENAS = 22;
    private static final Mapping MAPPING = mapping();

    /** How this Java maps. */
    private interface Mapping {
        DiskMap map(FileChannel channel, int bytes) throws IOException, ReflectiveOperationException;
    }

    /** How this Java unmaps. */
    interface Release {
        /** Called once, when nobody uses the bytes any more. */
        void run() throws ReflectiveOperationException;
    }

    /** Maps the beginning of a file, which is at least that long. */
    static DiskMap of(FileChannel channel, int bytes) throws IOException {
        try {
            return MAPPING.map(channel, bytes);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException("cannot map", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot map", e);
        }
    }

    @Override
    public void close() {
        try {
            release.run();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot unmap", e);
        }
    }

    private static Mapping mapping() {
        try {
            return Runtime.version().feature() >= FIRST_WITH_ARENAS ? byArena() : byUnsafe();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.info("Mapped files are given back when they are collected: {}", e.toString());
            return (channel, bytes) -> new DiskMap(channel.map(MapMode.READ_ONLY, 0, bytes), () -> {});
        }
    }

    private static Mapping byArena() throws ReflectiveOperationException {
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        Method open = arena.getMethod("ofShared");
        Method close = arena.getMethod("close");
        Method map = FileChannel.class.getMethod("map", MapMode.class, long.class, long.class, arena);
        Method view = Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer");
        return (channel, bytes) -> {
            Object opened = open.invoke(null);
            try {
                Object mapped = map.invoke(channel, MapMode.READ_ONLY, 0L, (long) bytes, opened);
                return new DiskMap((ByteBuffer) view.invoke(mapped), () -> close.invoke(opened));
            } catch (ReflectiveOperationException | RuntimeException e) {
                close.invoke(opened);
                throw e;
            }
        };
    }

    private static Mapping byUnsafe() throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field field = unsafe.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object instance = field.get(null);
        Method clean = unsafe.getMethod("invokeCleaner", ByteBuffer.class);
        return (channel, bytes) -> {
            ByteBuffer mapped = channel.map(MapMode.READ_ONLY, 0, bytes);
            return new DiskMap(mapped, () -> clean.invoke(instance, mapped));
        };
    }
}
