package io.yarnflink.runtime.coordination;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.OptionalLong;
import org.apache.flink.runtime.operators.coordination.AcknowledgeCheckpointEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/** Reads the event by which a task tells coordinators that it has put a checkpoint's barrier into its stream. */
final class BarrierAcknowledgement {

    /** The event shows its only field to its own package alone. */
    private static final VarHandle CHECKPOINT = find();

    private BarrierAcknowledgement() {}

    /** The checkpoint's id if it is such an event. */
    static OptionalLong checkpointOf(OperatorEvent event) {
        return event instanceof AcknowledgeCheckpointEvent acknowledged
                ? OptionalLong.of((long) CHECKPOINT.get(acknowledged))
                : OptionalLong.empty();
    }

    private static VarHandle find() {
        try {
            return MethodHandles.privateLookupIn(AcknowledgeCheckpointEvent.class, MethodHandles.lookup())
                    .findVarHandle(AcknowledgeCheckpointEvent.class, "checkpointId", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
