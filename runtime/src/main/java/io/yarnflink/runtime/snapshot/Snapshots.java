package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.util.InstantiationUtil;

/** The bytes of a {@link SubtaskSnapshot} as Flink's state handles. */
final class Snapshots {

    private Snapshots() {}

    /**
     * The handles; empty if the subtask has no state.
     *
     * @throws IOException if they cannot be read
     */
    static Optional<TaskStateSnapshot> read(SubtaskSnapshot snapshot, ClassLoader userCode) throws IOException {
        if (snapshot.state().length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InstantiationUtil.deserializeObject(snapshot.state(), userCode));
        } catch (ClassNotFoundException e) {
            throw new IOException("A state handle is of a class that the JobManager does not have", e);
        }
    }
}
