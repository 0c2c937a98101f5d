package io.yarnflink.launcher.registry;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** The binary form of an {@link ApplicationRecord}: a version byte, then its components in order. */
final class RecordCodec {

    private static final int VERSION = 1;
    private static final int MAX_IDENTITY_BYTES = 1 << 20;

    private RecordCodec() {}

    static byte[] encode(ApplicationRecord application) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(application.id().value());
            out.writeUTF(application.name());
            out.writeUTF(application.cluster());
            byte[] identity = application.identity().encode();
            out.writeInt(identity.length);
            out.write(identity);
            out.writeInt(application.references().size());
            for (ContentHash hash : application.references()) {
                out.writeUTF(hash.hex());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link IOException} if the bytes are damaged or of another version; its message tells nothing of them. */
    static ApplicationRecord decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("Expected an application file of version " + VERSION + ", found " + version
                        + ": it was written by another release");
            }
            AppId id = new AppId(in.readUTF());
            String name = in.readUTF();
            String cluster = in.readUTF();
            int length = in.readInt();
            if (length < 0 || length > MAX_IDENTITY_BYTES) {
                throw new IOException("An identity of " + length + " bytes");
            }
            ApplicationIdentity identity = ApplicationIdentity.decode(in.readNBytes(length));
            int count = in.readInt();
            Set<ContentHash> references = new HashSet<>();
            for (int i = 0; i < count; i++) {
                references.add(new ContentHash(in.readUTF()));
            }
            return new ApplicationRecord(id, name, cluster, identity, references);
        } catch (IllegalArgumentException e) {
            throw new IOException("The application file of " + bytes.length + " bytes is damaged", e);
        }
    }
}
