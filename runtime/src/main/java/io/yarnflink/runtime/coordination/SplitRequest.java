package io.yarnflink.runtime.coordination;

import java.io.IOException;
import org.apache.flink.core.io.InputSplit;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * A subtask that reads an {@code InputFormat} wants its next split. Answered with a {@link Handed}.
 *
 * @param subtask its index
 */
public record SplitRequest(int subtask) implements CoordinationRequest {

    /** The operator whose coordinator is to be asked for the splits of a vertex: the first one, which reads them. */
    public static OperatorID operatorOf(JobVertexID vertex) {
        return OperatorID.fromJobVertexID(vertex);
    }

    /**
     * The answer.
     *
     * @param split the serialized split; null if there is none left
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Handed(byte @Nullable [] split) implements CoordinationResponse {

        static Handed of(@Nullable InputSplit split) throws IOException {
            return new Handed(split == null ? null : InstantiationUtil.serializeObject(split));
        }
    }
}
