package io.yarnflink.runtime.control.message;

import java.util.Optional;

/** From a client to the ApplicationMaster. */
public sealed interface ClientMessage extends ControlMessage {

    /** The first message of a client: answer with the status now and whenever it changes. */
    record WatchApplication() implements ClientMessage {}

    /** Cancel all jobs and end the application. */
    record CancelApplication() implements ClientMessage {}

    /**
     * Take a savepoint. Answered, when it is complete or has failed, with a {@link ClientAnswer}.
     *
     * @param request number by which it is answered; the client chooses it
     * @param job id as hexadecimal digits; empty if the application runs only one job
     * @param goal what becomes of the job
     * @param directory where it goes; empty for the configured folder
     * @param canonical whether in the format that all state backends read
     */
    record TakeSavepoint(
            long request, Optional<String> job, SavepointGoal goal, Optional<String> directory, boolean canonical)
            implements ClientMessage {}

    /** Tell of completed checkpoints and savepoints. Answered with a {@link ClientAnswer}. */
    record ListCheckpoints(long request) implements ClientMessage {}

    /** What becomes of a job of which a savepoint is taken. */
    enum SavepointGoal {
        GO_ON,
        /** It stops, to be continued later. */
        SUSPEND,
        /** It stops for good, as if its input had ended. */
        DRAIN
    }
}
