package io.yarnflink.launcher.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What an embedded cluster shall be like.
 *
 * @param folder holds all that the cluster writes; created if missing
 * @param memoryMegabytes what YARN may give to containers, on all nodes together. It is YARN's book-keeping of what
 *     containers ask for, not memory that is taken at once
 * @param vcores virtual cores, on all nodes together
 * @param nodeManagers how many NodeManagers share them
 * @param settings Hadoop settings that win over the cluster's own
 * @param owner id of the process that the cluster does not outlive; empty if somebody will stop it
 */
public record EmbeddedOptions(
        Path folder,
        int memoryMegabytes,
        int vcores,
        int nodeManagers,
        Map<String, String> settings,
        OptionalLong owner) {

    /** The smallest memory of a node in which an ApplicationMaster has a chance. */
    public static final int MINIMUM_NODE_MEGABYTES = 512;

    /** In other paths the DataNode trips over its own percent-encoding. */
    private static final Pattern PLAIN_PATH = Pattern.compile("[\\p{L}\\p{N}/._-]+");

    private static final int DEFAULT_MEMORY_MEGABYTES = 8192;
    private static final int DEFAULT_VCORES = 16;
    private static final int DEFAULT_NODE_MANAGERS = 2;

    public EmbeddedOptions {
        folder = folder.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
        if (!PLAIN_PATH.matcher(folder.toString()).matches()) {
            throw new IllegalArgumentException("Hadoop's servers cannot work below '" + folder
                    + "': expected a path of letters, digits, '.', '_' and '-', without spaces. Name another folder");
        }
        if (nodeManagers < 1) {
            throw new IllegalArgumentException("Expected at least 1 NodeManager, found " + nodeManagers);
        }
        if (memoryMegabytes / nodeManagers < MINIMUM_NODE_MEGABYTES) {
            throw new IllegalArgumentException("Expected at least " + MINIMUM_NODE_MEGABYTES
                    + " MB of memory for each of " + nodeManagers + " NodeManagers, found " + memoryMegabytes
                    + " MB for all of them");
        }
        if (vcores < nodeManagers) {
            throw new IllegalArgumentException("Expected at least 1 virtual core for each of " + nodeManagers
                    + " NodeManagers, found " + vcores + " for all of them");
        }
    }

    /** A cluster of two nodes that suits a small machine. */
    public static EmbeddedOptions in(Path folder) {
        return new EmbeddedOptions(
                folder,
                DEFAULT_MEMORY_MEGABYTES,
                DEFAULT_VCORES,
                DEFAULT_NODE_MANAGERS,
                Map.of(),
                OptionalLong.empty());
    }

    /** The same with other sizes. */
    public EmbeddedOptions withNodes(int count, int allMemoryMegabytes, int allVcores) {
        return new EmbeddedOptions(folder, allMemoryMegabytes, allVcores, count, settings, owner);
    }

    /** The same with Hadoop settings of the caller's. */
    public EmbeddedOptions withSettings(Map<String, String> other) {
        return new EmbeddedOptions(folder, memoryMegabytes, vcores, nodeManagers, other, owner);
    }

    /** The same for a cluster that stops when a process has ended. */
    public EmbeddedOptions withOwner(long pid) {
        return new EmbeddedOptions(folder, memoryMegabytes, vcores, nodeManagers, settings, OptionalLong.of(pid));
    }

    int memoryMegabytesPerNode() {
        return memoryMegabytes / nodeManagers;
    }

    int vcoresPerNode() {
        return vcores / nodeManagers;
    }
}
