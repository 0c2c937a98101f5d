package io.yarnflink.runtime.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What follows from an application's identity for TLS between its processes: mutual authentication with the one
 * certificate, TLS 1.3 only, and the cipher that processors are fastest at. Immutable and thread-safe.
 */
public final class InternalTls {

    /** Protocol versions that are spoken. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3");

    /** Ciphers that are offered and accepted. */
    public static final List<String> CIPHERS = List.of("TLS_AES_128_GCM_SHA256");

    private static final String KEY_STORE_TYPE = "PKCS12";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final ApplicationIdentity identity;
    private final KeyManagerFactory keyManagers;
    private final PinnedTrustManager trustManager;

    private InternalTls(ApplicationIdentity identity, KeyManagerFactory keyManagers, PinnedTrustManager trustManager) {
        this.identity = identity;
        this.keyManagers = keyManagers;
        this.trustManager = trustManager;
    }

    /**
     * Reads the identity's key store.
     *
     * @throws IllegalArgumentException if the key store is damaged, is not readable with the secret, or does not hold
     *     exactly one key
     */
    public static InternalTls of(ApplicationIdentity identity) {
        char[] password = identity.secret().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(KEY_STORE_TYPE);
            store.load(new ByteArrayInputStream(identity.keyStore()), password);
            List<String> aliases = Collections.list(store.aliases());
            if (aliases.size() != 1 || !(store.getCertificate(aliases.get(0)) instanceof X509Certificate certificate)) {
                throw new IllegalArgumentException(
                        "Expected one key and its certificate in the application's key store, found " + aliases.size()
                                + " entries");
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(store, password);
            return new InternalTls(identity, keyManagers, new PinnedTrustManager(certificate));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "The application's key store of " + identity.keyStore().length
                            + " bytes cannot be read with the application's secret",
                    e);
        }
    }

    /** Proves that this process belongs to the application. */
    public KeyManagerFactory keyManagers() {
        return keyManagers;
    }

    /** Accepts the application's certificate on either side and no other. */
    public X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    /**
     * Writes the key store into a folder, readable by the owner only, for libraries that take it from a file.
     *
     * @param directory an existing folder; should itself be closed to others
     * @return the new file; the caller deletes it when it is needed no longer
     */
    public Path writeKeyStore(Path directory) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        // Created with its permissions, so that there is no moment in which others can open it.
        Path file = Files.createTempFile(directory, "identity-", ".p12", ownerOnly);
        Files.write(file, identity.keyStore(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return file;
    }

    /**
     * Flink's configuration that makes its internal connections use this identity. Holds the secret: for a configuration
     * in memory, never for a file or a log.
     *
     * @param keyStore where {@link #writeKeyStore} wrote to
     */
    public Map<String, String> flinkConfiguration(Path keyStore) {
        String file = keyStore.toAbsolutePath().toString();
        String secret = identity.secret();
        return Map.ofEntries(
                Map.entry("security.ssl.internal.enabled", "true"),
                Map.entry("security.ssl.internal.keystore", file),
                Map.entry("security.ssl.internal.keystore-password", secret),
                Map.entry("security.ssl.internal.keystore-type", KEY_STORE_TYPE),
                Map.entry("security.ssl.internal.key-password", secret),
                Map.entry("security.ssl.internal.truststore", file),
                Map.entry("security.ssl.internal.truststore-password", secret),
                Map.entry("security.ssl.internal.truststore-type", KEY_STORE_TYPE),
                // Accepts this certificate whatever the peer is called; without it Netty compares host names, which a
                // certificate that is older than its hosts cannot hold. Flink knows only this digest.
                Map.entry("security.ssl.internal.cert.fingerprint", fingerprint()),
                Map.entry("security.ssl.provider", "JDK"),
                Map.entry("security.ssl.protocol", String.join(",", PROTOCOLS)),
                Map.entry("security.ssl.algorithms", String.join(",", CIPHERS)));
    }

    private String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(trustManager.certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The application's certificate has no fingerprint", e);
        }
    }
}
