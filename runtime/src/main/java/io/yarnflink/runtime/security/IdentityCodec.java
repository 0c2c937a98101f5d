package io.yarnflink.runtime.security;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The binary form of an {@link ApplicationIdentity}: a version byte, then secret and key store, each after its length. */
final class IdentityCodec {

    private static final byte VERSION = 1;

    private IdentityCodec() {}

    static byte[] encode(ApplicationIdentity identity) {
        byte[] secret = identity.secret().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + secret.length + Integer.BYTES + identity.keyStore().length)
                .put(VERSION)
                .putInt(secret.length)
                .put(secret)
                .putInt(identity.keyStore().length)
                .put(identity.keyStore())
                .array();
    }

    static ApplicationIdentity decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("Expected an application identity of version " + VERSION
                        + ", found version " + version + ": client and runtime archive are of different releases");
            }
            String secret = new String(readBytes(in), StandardCharsets.UTF_8);
            byte[] keyStore = readBytes(in);
            if (in.hasRemaining()) {
                throw damaged(bytes);
            }
            return new ApplicationIdentity(keyStore, secret);
        } catch (BufferUnderflowException e) {
            throw damaged(bytes);
        }
    }

    private static byte[] readBytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static IllegalArgumentException damaged(byte[] bytes) {
        return new IllegalArgumentException("The application identity of " + bytes.length
                + " bytes is damaged; submit the application again, or take the application file as it was written");
    }
}
