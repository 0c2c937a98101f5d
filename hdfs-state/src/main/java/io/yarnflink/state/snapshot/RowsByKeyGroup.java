package io.yarnflink.state.snapshot;

import java.util.List;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyValueStateIterator;
import org.jspecify.annotations.Nullable;

/** All rows of several states: key group after key group, in each state after state. Used by one thread. */
final class RowsByKeyGroup implements KeyValueStateIterator {

    private final List<RowSource> sources;
    private final int lastKeyGroup;
    private int keyGroup;
    private int source;
    private RowSource.@Nullable Row current;
    private boolean newKeyGroup;
    private boolean newSource;

    RowsByKeyGroup(List<RowSource> sources, KeyGroupRange range) {
        this.sources = sources;
        this.keyGroup = range.getStartKeyGroup();
        this.lastKeyGroup = range.getEndKeyGroup();
        next();
    }

    @Override
    public void next() {
        newKeyGroup = false;
        newSource = false;
        current = null;
        while (keyGroup <= lastKeyGroup) {
            while (source < sources.size()) {
                current = sources.get(source).next(keyGroup);
                if (current != null) {
                    return;
                }
                source++;
                newSource = true;
            }
            source = 0;
            keyGroup++;
            newKeyGroup = true;
        }
    }

    private RowSource.Row row() {
        RowSource.Row row = current;
        if (row == null) {
            throw new java.util.NoSuchElementException("Expected a row, found the end of the snapshot");
        }
        return row;
    }

    @Override
    public int keyGroup() {
        return keyGroup;
    }

    @Override
    public byte[] key() {
        return row().key();
    }

    @Override
    public byte[] value() {
        return row().value();
    }

    @Override
    public int kvStateId() {
        return source;
    }

    @Override
    public boolean isNewKeyValueState() {
        return newSource;
    }

    @Override
    public boolean isNewKeyGroup() {
        return newKeyGroup;
    }

    @Override
    public boolean isValid() {
        return current != null;
    }

    @Override
    public void close() {
        sources.forEach(RowSource::close);
    }
}
