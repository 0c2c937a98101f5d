package io.yarnflink.runtime.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes identities of applications. Runs in clients: the only class that needs BouncyCastle, which containers are not
 * shipped with.
 */
public final class IdentityGenerator {

    /** Longer than any application runs; an application cannot be given another certificate while it runs. */
    private static final Duration VALIDITY = Duration.ofDays(3650);

    /** Clocks of a cluster's hosts differ; a certificate must not be too young for any of them. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(2);

    /** The JDK takes the counts of a PKCS #12 key store from here only. */
    private static final List<String> ITERATIONS = List.of(
            "keystore.pkcs12.keyPbeIterationCount",
            "keystore.pkcs12.certPbeIterationCount",
            "keystore.pkcs12.macIterationCount");

    private static final int SECRET_BYTES = 32;
    private static final int SERIAL_BITS = 127;
    private static final X500Name NAME = new X500Name("CN=yarn-flink application");

    private final SecureRandom random;

    /** Takes key, secret and serial number from the machine's secure random numbers. */
    public IdentityGenerator() {
        this.random = new SecureRandom();
    }

    /**
     * Makes a new identity: an elliptic-curve key (P-256), a certificate signed with it, and a secret of 256 random bits.
     *
     * @param now the time from which on the certificate is valid; two days earlier are granted to lagging clocks
     * @throws IllegalStateException if this Java runtime lacks one of the algorithms
     */
    public ApplicationIdentity generate(Instant now) {
        byte[] bits = new byte[SECRET_BYTES];
        random.nextBytes(bits);
        String secret = HexFormat.of().formatHex(bits);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            return new ApplicationIdentity(keyStore(pair, certificate(pair, now), secret), secret);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(
                    "Expected this Java runtime to offer EC P-256 keys, SHA256withECDSA and PKCS #12 key stores; run the"
                            + " client with a complete JDK 17",
                    e);
        }
    }

    private X509Certificate certificate(KeyPair pair, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(VALIDITY)),
                NAME,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /**
     * Packs key and certificate. The secret cannot be guessed however often one tries, so nothing is gained by making each
     * try slow; every process would pay for it, several times while it starts.
     */
    private static synchronized byte[] keyStore(KeyPair pair, X509Certificate certificate, String secret)
            throws GeneralSecurityException, IOException {
        Map<String, @Nullable String> before = new HashMap<>();
        ITERATIONS.forEach(key -> before.put(key, System.setProperty(key, "1")));
        try {
            return packed(pair, certificate, secret);
        } finally {
            before.forEach(IdentityGenerator::restore);
        }
    }

    private static void restore(String key, @Nullable String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }

    private static byte[] packed(KeyPair pair, X509Certificate certificate, String secret)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = secret.toCharArray();
        store.setKeyEntry("application", pair.getPrivate(), password, new Certificate[] {certificate});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return bytes.toByteArray();
    }
}
