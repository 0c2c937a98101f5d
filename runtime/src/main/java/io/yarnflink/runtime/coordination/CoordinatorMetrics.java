package io.yarnflink.runtime.coordination;

import org.apache.flink.metrics.groups.OperatorCoordinatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorCoordinatorMetricGroup;

/** Where a job's operator coordinators register what they count. Thread-safe. */
@FunctionalInterface
public interface CoordinatorMetrics {

    /** Nobody reports it. */
    CoordinatorMetrics UNREPORTED =
            (vertex, operator) -> new InternalOperatorCoordinatorMetricGroup(new UnregisteredMetricsGroup());

    /** The group of one coordinator. */
    OperatorCoordinatorMetricGroup of(JobVertex vertex, OperatorID operator);
}
