package io.yarnflink.runtime.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.MemorySize;

/** Flags of a JVM that follow from the sizes of its memory. */
final class JvmFlags {

    // Up to here the serial collector's pauses stay short, and it needs the least memory, threads and time to start.
    private static final MemorySize SMALL_HEAP = MemorySize.ofMebiBytes(1024);
    private static final long SMALL_HEAP_START_SHARE = 4;

    private JvmFlags() {}

    /**
     * Flags for a process that decides much and computes little, so that compiling its code thoroughly never pays for
     * itself unless the process is large; sizes as of {@link #of}.
     */
    static List<String> ofCoordination(MemorySize heap, Optional<MemorySize> direct, MemorySize metaspace) {
        List<String> flags = of(heap, direct, metaspace);
        if (isSmall(heap)) {
            flags.add("-XX:TieredStopAtLevel=1");
        }
        return flags;
    }

    private static boolean isSmall(MemorySize heap) {
        return heap.compareTo(SMALL_HEAP) <= 0;
    }

    /**
     * Flags for these sizes.
     *
     * @param direct limit of direct memory; empty for none
     */
    static List<String> of(MemorySize heap, Optional<MemorySize> direct, MemorySize metaspace) {
        List<String> flags = new ArrayList<>();
        boolean small = isSmall(heap);
        flags.add("-Xmx" + heap.getBytes());
        // A small heap grows as it is needed; a large one has its size from the start, so that nothing waits for
        // growth.
        flags.add("-Xms" + (small ? heap.getBytes() / SMALL_HEAP_START_SHARE : heap.getBytes()));
        direct.ifPresent(size -> flags.add("-XX:MaxDirectMemorySize=" + size.getBytes()));
        flags.add("-XX:MaxMetaspaceSize=" + metaspace.getBytes());
        flags.add(small ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
        return flags;
    }
}
