package io.yarnflink.am.yarn;

import io.yarnflink.runtime.application.ShippedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;

/** Turns what a TaskManager's container gets into YARN's records. The same context serves every container. */
final class LaunchContexts {

    private LaunchContexts() {}

    /**
     * @param credentials the ApplicationMaster's own; all but its right to speak for the application are passed on
     */
    static ContainerLaunchContext of(TaskManagerContainer container, List<ShippedFile> files, Credentials credentials)
            throws IOException {
        Map<String, LocalResource> resources = new HashMap<>();
        for (ShippedFile file : files) {
            resources.put(file.link(), localResource(file));
        }
        return ContainerLaunchContext.newInstance(
                resources,
                container.environment(),
                List.of(container.command()),
                Map.of(),
                serialize(withoutMasterToken(credentials)),
                container.access());
    }

    private static LocalResource localResource(ShippedFile file) {
        return LocalResource.newInstance(
                URL.fromURI(file.location()),
                file.archive() ? LocalResourceType.ARCHIVE : LocalResourceType.FILE,
                file.shared() ? LocalResourceVisibility.PUBLIC : LocalResourceVisibility.PRIVATE,
                file.size(),
                file.modificationTime());
    }

    /** A TaskManager has no business with the ResourceManager. */
    static Credentials withoutMasterToken(Credentials credentials) {
        Credentials passedOn = new Credentials();
        credentials.getSecretKeyMap().forEach(passedOn::addSecretKey);
        credentials.getTokenMap().forEach((alias, token) -> {
            if (!token.getKind().equals(AMRMTokenIdentifier.KIND_NAME)) {
                passedOn.addToken(alias, token);
            }
        });
        return passedOn;
    }

    private static ByteBuffer serialize(Credentials credentials) throws IOException {
        try (DataOutputBuffer buffer = new DataOutputBuffer()) {
            credentials.writeTokenStorageToStream(buffer);
            return ByteBuffer.wrap(buffer.getData(), 0, buffer.getLength());
        }
    }
}
