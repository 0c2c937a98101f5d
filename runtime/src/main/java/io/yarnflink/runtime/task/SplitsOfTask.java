package io.yarnflink.runtime.task;

import io.yarnflink.runtime.coordination.SplitRequest;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.io.InputSplit;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.tasks.InputSplitProvider;
import org.apache.flink.runtime.jobgraph.tasks.InputSplitProviderException;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/** Where a subtask that reads an {@code InputFormat} gets its splits: the JobManager hands them out. */
record SplitsOfTask(JobManagerLink link, JobID job, JobVertexID vertex, int subtask) implements InputSplitProvider {

    /** Waits for the answer. */
    @Override
    public @Nullable InputSplit getNextInputSplit(ClassLoader userCode) throws InputSplitProviderException {
        try {
            byte[] request = InstantiationUtil.serializeObject(new SplitRequest(subtask));
            byte[] answer =
                    link.request(job, SplitRequest.operatorOf(vertex), request).get();
            SplitRequest.Handed handed = InstantiationUtil.deserializeObject(answer, userCode);
            return handed.split() == null ? null : InstantiationUtil.deserializeObject(handed.split(), userCode);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputSplitProviderException("The task was stopped while it waited for its next split", e);
        } catch (ExecutionException | IOException | ClassNotFoundException e) {
            throw new InputSplitProviderException("The next split of the input could not be had", e);
        }
    }
}
