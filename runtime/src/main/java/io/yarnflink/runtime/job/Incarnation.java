package io.yarnflink.runtime.job;

/**
 * One of the lives of a job, which begins another when another attempt of the ApplicationMaster takes it over. Tasks of
 * different lives have different ids.
 *
 * @param number from 1
 * @param newestCheckpoint numbers of checkpoints up to this one are taken
 */
public record Incarnation(int number, long newestCheckpoint) {}
