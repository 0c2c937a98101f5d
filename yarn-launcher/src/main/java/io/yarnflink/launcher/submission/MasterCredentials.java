package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.configuration.HadoopSettings;
import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.DataOutputBuffer;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.client.util.YarnClientUtils;

/** What the ApplicationMaster's container gets for itself alone: descriptor, identity, and tokens where security is on. */
final class MasterCredentials {

    private static final String[] FILE_SYSTEM_KEYS = {
        "security.kerberos.access.hadoopFileSystems", "yarn.security.kerberos.additionalFileSystems"
    };

    private MasterCredentials() {}

    static ByteBuffer encode(ApplicationDescriptor descriptor, ApplicationIdentity identity, Credentials tokens)
            throws IOException {
        Credentials credentials = new Credentials(tokens);
        credentials.addSecretKey(new Text(ApplicationDescriptor.CREDENTIAL), descriptor.encode());
        credentials.addSecretKey(new Text(ApplicationIdentity.CREDENTIAL), identity.encode());
        DataOutputBuffer out = new DataOutputBuffer();
        credentials.writeTokenStorageToStream(out);
        return ByteBuffer.wrap(out.getData(), 0, out.getLength());
    }

    /**
     * Obtains delegation tokens for the file systems that an application uses; none where security is off.
     *
     * @param cache the file system of cache and applications' files
     * @param configuration the effective configuration, for the keys that name more file systems
     */
    static Credentials obtainTokens(HadoopSettings settings, FileSystem cache, Map<String, String> configuration)
            throws IOException {
        Credentials tokens = new Credentials();
        if (!UserGroupInformation.isSecurityEnabled()) {
            return tokens;
        }
        String renewer = YarnClientUtils.getRmPrincipal(settings.configuration());
        if (renewer == null || renewer.isEmpty()) {
            throw new IOException("Expected yarn.resourcemanager.principal in " + settings.folder()
                    + ", found none: without it nobody can renew the application's tokens");
        }
        cache.addDelegationTokens(renewer, tokens);
        FileSystem.get(settings.configuration()).addDelegationTokens(renewer, tokens);
        for (String key : FILE_SYSTEM_KEYS) {
            for (String uri : configuration.getOrDefault(key, "").split("[;,]", -1)) {
                if (!uri.isBlank()) {
                    new Path(URI.create(uri.strip()))
                            .getFileSystem(settings.configuration())
                            .addDelegationTokens(renewer, tokens);
                }
            }
        }
        return tokens;
    }
}
