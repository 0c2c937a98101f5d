package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.configuration.YarnOptions;
import io.yarnflink.launcher.yarn.NewApplication;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.util.Optional;

/** Everything that a submission needs before anything is written to the cluster. */
record Prepared(
        NewApplication application,
        Optional<String> queue,
        YarnOptions yarn,
        MasterProcess process,
        RuntimeArchive runtime,
        LocalContent jobJar,
        ApplicationIdentity identity) {}
