package io.yarnflink.state.columns;

import io.yarnflink.state.rocksdb.Column;
import org.apache.flink.runtime.state.RegisteredStateMetaInfoBase;

/**
 * A column and what Flink knows of what is in it.
 *
 * @param column where the bytes are
 * @param meta name, kind and serializers; for a state or for a queue of timers
 */
public record StateColumn(Column column, RegisteredStateMetaInfoBase meta) {}
