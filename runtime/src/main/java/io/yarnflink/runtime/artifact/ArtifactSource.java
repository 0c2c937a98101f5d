package io.yarnflink.runtime.artifact;

import java.util.concurrent.CompletableFuture;

/** A TaskManager's way to what the JobManager hands out for one job. Thread-safe; returns at once. */
@FunctionalInterface
public interface ArtifactSource {

    /**
     * Reads a part of a file.
     *
     * @param digest of a {@link StoredFile}
     * @param offset where the part begins, less than the file's length
     * @return at least one byte, as many as the JobManager sends at once; fails if it cannot, or if it is lost
     */
    CompletableFuture<byte[]> read(String digest, long offset);
}
