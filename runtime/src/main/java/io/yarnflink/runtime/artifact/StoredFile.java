package io.yarnflink.runtime.artifact;

import java.io.Serializable;

/**
 * A file that the JobManager hands out.
 *
 * @param digest the SHA-256 of its content as hexadecimal digits, by which it is asked for
 * @param name the last part of its path
 * @param length in bytes
 */
public record StoredFile(String digest, String name, long length) implements Serializable {}
