package io.yarnflink.runtime.coordination;

import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;

/**
 * A coordinator and the vertex whose subtasks it coordinates.
 *
 * @param vertex position of the vertex in the job's topology
 * @param operator the operator's id
 * @param coordinator Flink's or the user's
 */
record HostedCoordinator(int vertex, OperatorID operator, OperatorCoordinator coordinator) {}
