package io.yarnflink.runtime.succession;

import java.io.IOException;

/**
 * What is too large for an entry of an application's log, kept beside it under names. An entry names a keepsake after it was
 * written, so one that no entry names may be half of one. Thread-safe; blocks on storage. Its text says where it is.
 */
public interface Keepsakes {

    /** Writes one; what has the name is replaced. */
    void write(String name, byte[] content) throws IOException;

    /**
     * Reads one.
     *
     * @throws java.io.FileNotFoundException if there is none of that name
     */
    byte[] read(String name) throws IOException;

    /** Deletes one; no matter if it is gone. */
    void delete(String name) throws IOException;

    /** Whether other applications of the same name have left a log. */
    boolean hasSiblings() throws IOException;

    /** Removes the log with all that is in its folder, and the folders above it that are for this application alone. */
    void deleteAll() throws IOException;
}
