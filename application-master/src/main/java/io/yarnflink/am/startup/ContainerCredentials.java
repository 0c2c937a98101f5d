package io.yarnflink.am.startup;

import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;

/**
 * What the client handed over in the container's credentials.
 *
 * @param descriptor the application
 * @param identity what its processes know each other by
 * @param all everything, YARN's and HDFS's tokens included
 */
public record ContainerCredentials(ApplicationDescriptor descriptor, ApplicationIdentity identity, Credentials all) {

    /**
     * Reads the file that the NodeManager has written.
     *
     * @throws IOException if it cannot be read or does not hold what the client puts in
     */
    public static ContainerCredentials read(Path file) throws IOException {
        Credentials credentials = new Credentials();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            credentials.readTokenStorageStream(in);
        }
        return new ContainerCredentials(
                ApplicationDescriptor.decode(secret(credentials, ApplicationDescriptor.CREDENTIAL)),
                ApplicationIdentity.decode(secret(credentials, ApplicationIdentity.CREDENTIAL)),
                credentials);
    }

    private static byte[] secret(Credentials credentials, String name) throws IOException {
        byte[] bytes = credentials.getSecretKey(new Text(name));
        if (bytes == null) {
            throw new IOException("Expected '" + name
                    + "' in the container's credentials, found none: client and runtime archive are of different"
                    + " releases");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "ContainerCredentials[" + descriptor.name() + "]";
    }
}
