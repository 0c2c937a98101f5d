package io.yarnflink.runtime.task;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.tasks.TaskOperatorEventGateway;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SerializedValue;

/**
 * The operators' way to their coordinators.
 *
 * @param userCode loads the classes of answers
 * @param executor where answers are deserialized
 */
record CoordinatorGateway(
        JobManagerLink link, JobID job, ExecutionAttemptID attempt, ClassLoader userCode, Executor executor)
        implements TaskOperatorEventGateway {

    @Override
    public void sendOperatorEventToCoordinator(OperatorID operator, SerializedValue<OperatorEvent> event) {
        link.sendEvent(attempt, operator, event.getByteArray());
    }

    @Override
    public CompletableFuture<CoordinationResponse> sendRequestToCoordinator(
            OperatorID operator, SerializedValue<CoordinationRequest> request) {
        return link.request(job, operator, request.getByteArray()).thenApplyAsync(this::deserialize, executor);
    }

    private CoordinationResponse deserialize(byte[] response) {
        try {
            return InstantiationUtil.deserializeObject(response, userCode);
        } catch (IOException | ClassNotFoundException e) {
            throw new CompletionException("Could not read the answer of an operator's coordinator", e);
        }
    }
}
