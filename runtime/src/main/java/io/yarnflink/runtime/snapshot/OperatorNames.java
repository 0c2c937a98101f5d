package io.yarnflink.runtime.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.jspecify.annotations.Nullable;

/** What people know operators by. */
final class OperatorNames {

    private OperatorNames() {}

    /** An operator of a checkpoint. */
    static String describe(OperatorState state) {
        return describe(
                state.getOperatorName().orElse(null),
                state.getOperatorUid().orElse(null),
                state.getOperatorID().toString());
    }

    /** An operator of the job. */
    static String describe(OperatorIDPair operator, VertexOperators vertex) {
        String name = operator.getUserDefinedOperatorName();
        return describe(
                name == null ? vertex.name() : name,
                operator.getUserDefinedOperatorUid(),
                operator.getUserDefinedOperatorID()
                        .orElse(operator.getGeneratedOperatorID())
                        .toString());
    }

    private static String describe(@Nullable String name, @Nullable String uid, String id) {
        List<String> known = new ArrayList<>();
        if (uid != null) {
            known.add("uid '" + uid + "'");
        }
        known.add("id " + id);
        return (name == null ? "an operator" : "the operator '" + name + "'") + " (" + String.join(", ", known) + ")";
    }
}
