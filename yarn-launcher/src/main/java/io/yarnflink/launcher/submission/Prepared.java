package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.configuration.YarnOptions;
import io.yarnflink.launcher.installation.RuntimeArchive;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.shipping.ShippedContent;
import io.yarnflink.launcher.yarn.NewApplication;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a submission needs before anything of it is written to the cluster; {@code configuration} is what was
 * submitted with the places for state filled in.
 */
record Prepared(
        NewApplication application,
        LogicalName name,
        Optional<String> queue,
        YarnOptions yarn,
        MasterProcess process,
        RuntimeArchive runtime,
        LocalContent jobJar,
        List<LocalContent> libraries,
        List<ShippedContent> shipped,
        ApplicationIdentity identity,
        Map<String, String> configuration) {

    /** The same with another configuration. */
    Prepared with(Map<String, String> other) {
        return new Prepared(
                application,
                name,
                queue,
                yarn,
                process,
                runtime,
                jobJar,
                libraries,
                shipped,
                identity,
                Map.copyOf(other));
    }

    /** Every file that the cache is to hold, by the name that a container finds it under. */
    Map<String, LocalContent> contents() {
        Map<String, LocalContent> contents = new LinkedHashMap<>();
        contents.put(ContainerCommand.RUNTIME_LINK, runtime.content());
        contents.put(ContainerCommand.JOB_JAR_LINK, jobJar);
        for (LocalContent library : libraries) {
            contents.put(ContainerCommand.LIBRARY_FOLDER + "/" + library.name(), library);
        }
        shipped.forEach(content -> contents.put(content.link(), content.content()));
        return contents;
    }

    /** Whether containers unpack what they find under this name. */
    boolean isArchive(String link) {
        return link.equals(ContainerCommand.RUNTIME_LINK)
                || shipped.stream()
                        .anyMatch(content -> content.archive() && content.link().equals(link));
    }
}
