package io.yarnflink.state.snapshot;

import java.util.UUID;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * Whose snapshots they are.
 *
 * @param id stays the same while one line of incremental checkpoints goes on, restores included
 * @param range the key groups it keeps
 * @param keySerializer of its keys
 */
public record BackendIdentity<K>(UUID id, KeyGroupRange range, TypeSerializer<K> keySerializer) {}
