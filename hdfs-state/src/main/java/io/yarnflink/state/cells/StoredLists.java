package io.yarnflink.state.cells;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.ListDelimitedSerializer;
import org.jspecify.annotations.Nullable;

/** Lists that are read from and written to the store at once; appending does not read. Owned by the task's thread. */
public final class StoredLists<K, N, E> implements ListCells<N, E> {

    private final CellContext<K, N, List<E>> context;
    private final TypeSerializer<E> elements;
    private final ListDelimitedSerializer lists = new ListDelimitedSerializer();

    /** @param elements the serializer of what is in the lists */
    public StoredLists(CellContext<K, N, List<E>> context, TypeSerializer<E> elements) {
        this.context = context;
        this.elements = elements;
    }

    @Override
    public @Nullable List<E> get(N namespace) {
        byte[] bytes = context.store().get(context.column(), context.key(namespace));
        if (bytes == null) {
            return null;
        }
        try {
            return lists.deserializeList(bytes, elements);
        } catch (IOException failure) {
            throw new StateAccessException(
                    "deserialize a list", context.column().name(), failure);
        }
    }

    @Override
    public void put(N namespace, List<E> values) {
        byte[] bytes = serialize(values);
        context.store().put(context.column(), context.key(namespace), bytes, bytes.length);
    }

    @Override
    public void append(N namespace, List<E> values) {
        byte[] bytes = serialize(values);
        context.store().merge(context.column(), context.key(namespace), bytes, bytes.length);
    }

    @Override
    public void move(N source, N target) {
        byte[] from = context.key(source);
        byte[] bytes = context.store().get(context.column(), from);
        if (bytes != null) {
            context.store().delete(context.column(), from);
            context.store().merge(context.column(), context.key(target), bytes, bytes.length);
        }
    }

    @Override
    public void remove(N namespace) {
        context.store().delete(context.column(), context.key(namespace));
    }

    private byte[] serialize(List<E> values) {
        try {
            return lists.serializeList(values, elements);
        } catch (IOException failure) {
            throw new StateAccessException("serialize a list", context.column().name(), failure);
        }
    }
}
