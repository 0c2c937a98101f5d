package io.yarnflink.runtime.graph;

/**
 * One parallel instance of a vertex.
 *
 * @param vertex position of the vertex in its topology, from 0
 * @param index from 0 to the vertex's parallelism, exclusive
 */
public record Subtask(int vertex, int index) {}
