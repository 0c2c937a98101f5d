package io.yarnflink.runtime.control.message;

import io.yarnflink.runtime.application.CheckpointView;
import java.util.List;

/** From the ApplicationMaster to the client that asked. */
public sealed interface ClientAnswer extends ControlMessage {

    /** The number that the client gave its request. */
    long request();

    /** The savepoint is complete, and if the job was to stop, it has. */
    record SavepointTaken(long request, String path) implements ClientAnswer {}

    /** Completed checkpoints and savepoints of all jobs, the newest last. */
    record CheckpointsListed(long request, List<CheckpointView> checkpoints) implements ClientAnswer {}

    /** It could not be done; nothing has changed. */
    record RequestFailed(long request, String reason) implements ClientAnswer {}
}
