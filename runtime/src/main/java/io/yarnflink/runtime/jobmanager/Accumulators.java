package io.yarnflink.runtime.jobmanager;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.accumulators.AccumulatorHelper;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OptionalFailure;

/** Merges what subtasks have counted. */
final class Accumulators {

    private Accumulators() {}

    /**
     * The merged results.
     *
     * @param parts each a serialized {@code Map<String, Accumulator<?, ?>>}
     * @param userCode loads the user's accumulator classes
     */
    static Map<String, OptionalFailure<Object>> merge(List<byte[]> parts, ClassLoader userCode) {
        Map<String, OptionalFailure<Accumulator<?, ?>>> merged = new HashMap<>();
        for (byte[] part : parts) {
            try {
                Map<String, Accumulator<?, ?>> accumulators = InstantiationUtil.deserializeObject(part, userCode);
                AccumulatorHelper.mergeInto(merged, accumulators);
            } catch (IOException | ClassNotFoundException e) {
                throw new FlinkRuntimeException("Expected accumulators that the job's classes can read", e);
            }
        }
        Map<String, OptionalFailure<Object>> results = new HashMap<>();
        merged.forEach((name, accumulator) -> results.put(
                name, OptionalFailure.createFrom(() -> accumulator.get().getLocalValue())));
        return results;
    }
}
