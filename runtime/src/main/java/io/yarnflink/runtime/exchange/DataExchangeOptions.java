package io.yarnflink.runtime.exchange;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * What data exchange needs to open.
 *
 * @param worker the TaskManager that it belongs to
 * @param address the address to bind
 * @param identity what proves that a peer belongs to the application
 * @param configuration Flink's {@code taskmanager.network.*} and {@code taskmanager.data.*} keys
 * @param memory for buffers, all of it reserved when the exchange opens
 * @param slots how many slots the TaskManager has
 * @param temporaryDirectories existing folders for spilling, closed to others
 */
public record DataExchangeOptions(
        WorkerId worker,
        InetAddress address,
        ApplicationIdentity identity,
        Configuration configuration,
        MemorySize memory,
        int slots,
        List<Path> temporaryDirectories) {}
