package io.yarnflink.runtime.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** By which files are known. */
final class Digests {

    private static final String ALGORITHM = "SHA-256";

    private Digests() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
