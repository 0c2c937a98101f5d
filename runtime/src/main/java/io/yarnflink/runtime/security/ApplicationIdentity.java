package io.yarnflink.runtime.security;

/**
 * The certificate, key and secret that one application's processes share, made by the client at submission. Who holds
 * it belongs to the application; nobody else gets past a handshake. It outlives ApplicationMaster attempts.
 *
 * <p>Its {@code toString} tells nothing.
 *
 * @param keyStore a PKCS #12 key store with one private key and its self-signed certificate, readable with {@code secret}
 * @param secret at least 128 random bits as hexadecimal digits
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copied nowhere to keep the secret in one place
public record ApplicationIdentity(byte[] keyStore, String secret) {

    /** Under which name the encoded identity travels in credentials. */
    public static final String CREDENTIAL = "yarnflink.identity";

    /** Encodes this identity for credentials and the application file; {@link #decode} reverses it. Holds the secret. */
    public byte[] encode() {
        return IdentityCodec.encode(this);
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged or of another format version; the message tells nothing
     *     of their contents
     */
    public static ApplicationIdentity decode(byte[] bytes) {
        return IdentityCodec.decode(bytes);
    }

    @Override
    public String toString() {
        return "ApplicationIdentity[hidden]";
    }
}
