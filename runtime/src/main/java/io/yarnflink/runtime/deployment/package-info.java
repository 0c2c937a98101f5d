/**
 * What a TaskManager must know to run one attempt. Serializable values in terms of subtasks, partitions and addresses;
 * they say nothing of how data is exchanged.
 */
@NullMarked
package io.yarnflink.runtime.deployment;

import org.jspecify.annotations.NullMarked;
