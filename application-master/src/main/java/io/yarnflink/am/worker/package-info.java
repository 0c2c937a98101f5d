/**
 * How many TaskManagers there are and how many there should be: what to ask YARN for, what to start, what to give back.
 * The decisions are pure; {@link io.yarnflink.am.worker.WorkerLoop} owns them on one thread and carries them out through
 * {@link io.yarnflink.am.worker.ContainerCluster}. Touches no class of YARN.
 */
@NullMarked
package io.yarnflink.am.worker;

import org.jspecify.annotations.NullMarked;
