package io.yarnflink.runtime.application;

import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a client hands to the process that runs an application in one JVM, through its standard input. That stays open
 * for as long as the client follows: its end is the client's end.
 *
 * @param descriptor the application; its job JAR is a path of this machine
 * @param identity what the application's parts and its client know each other by
 */
public record LocalHandover(ApplicationDescriptor descriptor, ApplicationIdentity identity) {

    /** The class whose {@code main} takes it; its one argument is the folder for everything that goes with the process. */
    public static final String MAIN_CLASS = "io.yarnflink.am.local.LocalMain";

    /** File in that folder with the control server's address as {@code host:port}; complete as soon as it is there. */
    public static final String ADDRESS_FILE = "address";

    private static final int LARGEST = 64 << 20;

    /** Writes it and leaves the stream open. */
    public void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        for (byte[] part : new byte[][] {descriptor.encode(), identity.encode()}) {
            out.writeInt(part.length);
            out.write(part);
        }
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote, and not a byte more.
     *
     * @throws IOException if the stream ends before, or holds something else
     */
    public static LocalHandover read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        return new LocalHandover(ApplicationDescriptor.decode(part(in)), ApplicationIdentity.decode(part(in)));
    }

    private static byte[] part(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IOException(
                    "Expected at most " + LARGEST + " bytes from the client, found a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
