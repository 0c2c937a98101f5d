package io.yarnflink.runtime.artifact;

/** Files that a job wants its tasks to have cannot be had. The message names all of them and says what to do. */
public final class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArtifactException(String message) {
        super(message);
    }
}
