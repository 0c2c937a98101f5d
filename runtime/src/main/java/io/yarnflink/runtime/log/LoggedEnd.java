package io.yarnflink.runtime.log;

import java.util.Optional;

/**
 * How a job ended.
 *
 * @param result how
 * @param file name of the file beside the log that holds its serialized result; empty if it has none, or nobody will ask
 * @param failure the root cause, for people; present if it failed
 */
public record LoggedEnd(Result result, Optional<String> file, Optional<String> failure) {

    /** How a job can end. */
    public enum Result {
        FINISHED,
        CANCELED,
        FAILED
    }
}
