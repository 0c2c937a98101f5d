package io.yarnflink.runtime.jobmanager;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OptionalFailure;

/** Graphs and results as bytes, for a later attempt of the ApplicationMaster. */
final class StoredResults {

    private record Result(long millis, HashMap<String, OptionalFailure<Object>> accumulators) implements Serializable {}

    private StoredResults() {}

    static byte[] write(JobExecutionResult result) {
        HashMap<String, OptionalFailure<Object>> accumulators = new HashMap<>();
        for (Map.Entry<String, Object> accumulator :
                result.getAllAccumulatorResults().entrySet()) {
            accumulators.put(accumulator.getKey(), OptionalFailure.of(accumulator.getValue()));
        }
        return serialize(new Result(result.getNetRuntime(), accumulators));
    }

    static JobExecutionResult read(JobID job, byte[] bytes, ClassLoader userCode) throws IOException {
        Result result = deserialize(Result.class, bytes, userCode);
        return new JobExecutionResult(job, result.millis(), result.accumulators());
    }

    static byte[] write(JobGraph graph) {
        return serialize(graph);
    }

    static JobGraph readGraph(byte[] bytes, ClassLoader userCode) throws IOException {
        return deserialize(JobGraph.class, bytes, userCode);
    }

    private static byte[] serialize(Serializable value) {
        try {
            return InstantiationUtil.serializeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected to serialize a " + value.getClass().getSimpleName(), e);
        }
    }

    private static <T> T deserialize(Class<T> type, byte[] bytes, ClassLoader userCode) throws IOException {
        try {
            return type.cast(InstantiationUtil.deserializeObject(bytes, userCode));
        } catch (ClassNotFoundException e) {
            throw new IOException("The program does not have a class that an earlier attempt wrote", e);
        }
    }
}
