package io.yarnflink.runtime.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;

/** The JobManager's copies of what its jobs' tasks need. Thread-safe; all methods block on files. */
public final class ArtifactStore implements AutoCloseable {

    private final Path folder;
    private final Map<JobID, StoredArtifacts> jobs = new ConcurrentHashMap<>();

    /**
     * Makes nothing yet.
     *
     * @param folder an existing folder for temporary files
     */
    public ArtifactStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes copies of what {@code graph} refers to, so that it may be changed or removed once the job has been submitted.
     *
     * @param userCode loads the application's classes
     * @throws ArtifactException if something is not there
     */
    public StoredArtifacts store(JobGraph graph, ClassLoader userCode) {
        StoredArtifacts stored = ArtifactCollector.collect(graph, userCode, folder);
        jobs.put(graph.getJobID(), stored);
        return stored;
    }

    /**
     * A part of a file.
     *
     * @throws IOException if the job has ended or has no such file, or if it cannot be read
     */
    public byte[] read(JobID job, String digest, long offset) throws IOException {
        StoredArtifacts stored = jobs.get(job);
        if (stored == null) {
            throw new IOException("Expected a running job, but job " + job + " has ended");
        }
        return stored.read(digest, offset);
    }

    /** The job has ended, and nobody uses its classes any more. */
    public void remove(JobID job) {
        StoredArtifacts stored = jobs.remove(job);
        if (stored != null) {
            stored.close();
        }
    }

    /** Removes all copies. */
    @Override
    public void close() {
        jobs.keySet().forEach(this::remove);
    }
}
