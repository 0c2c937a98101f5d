package io.yarnflink.state.keyed;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.query.TaskKvStateRegistry;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.apache.flink.runtime.state.StreamCompressionDecorator;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;

/**
 * What Flink's part of a backend wants from its task.
 *
 * @param queries Flink's registry of states that can be queried
 * @param userCode the class loader of the user's code
 * @param execution the job's settings
 * @param time what states with a time to live go by
 * @param latency whether access is timed
 * @param sizes whether sizes are recorded
 * @param compression of canonical savepoints
 * @param keyContext the current key
 * @param cancelled closed when snapshots are to end
 */
record FlinkParts<K>(
        TaskKvStateRegistry queries,
        ClassLoader userCode,
        ExecutionConfig execution,
        TtlTimeProvider time,
        LatencyTrackingStateConfig latency,
        SizeTrackingStateConfig sizes,
        StreamCompressionDecorator compression,
        InternalKeyContext<K> keyContext,
        CloseableRegistry cancelled) {}
