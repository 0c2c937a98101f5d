package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/**
 * What a JobManager needs to start.
 *
 * @param applicationName for logs and status
 * @param configuration the effective configuration
 * @param identity who may connect
 * @param bindAddress where the control server listens; port 0 takes a free one
 * @param advertisedHost under which name or address TaskManagers and clients reach it
 * @param epoch number of the ApplicationMaster's attempt, from 1
 * @param temporaryFolder an existing folder for files that jobs bring along
 * @param metrics of the process
 */
public record JobManagerOptions(
        String applicationName,
        Configuration configuration,
        ApplicationIdentity identity,
        InetSocketAddress bindAddress,
        String advertisedHost,
        int epoch,
        Path temporaryFolder,
        ProcessMetrics metrics) {}
