package io.yarnflink.runtime.artifact;

import java.io.Serializable;

/** Where a TaskManager gets a file of the distributed cache from. */
public sealed interface CachedFile extends Serializable {

    /**
     * From the JobManager.
     *
     * @param file what to ask for
     * @param directory whether it is an archive of a directory, which the job wants to see as one
     * @param executable whether it is to be executable
     */
    record Stored(StoredFile file, boolean directory, boolean executable) implements CachedFile {}

    /**
     * From a file system that every node reaches.
     *
     * @param path of a file or a directory
     * @param executable whether its files are to be executable
     */
    record Remote(String path, boolean executable) implements CachedFile {}
}
