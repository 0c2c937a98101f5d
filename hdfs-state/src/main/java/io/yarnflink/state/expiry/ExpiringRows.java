package io.yarnflink.state.expiry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.ListDelimitedSerializer;
import org.apache.flink.runtime.state.ttl.TtlUtils;
import org.apache.flink.runtime.state.ttl.TtlValue;
import org.jspecify.annotations.Nullable;

/** What is left of a row of a state with a time to live. Used by the task's thread. */
sealed interface ExpiringRows {

    /** {@code row} itself if nothing in it has expired, null if everything has, else what has not. */
    byte @Nullable [] left(byte[] row, long now);

    /**
     * For the rows of a state of that type.
     *
     * @param stateSerializer of the whole state, which keeps a time with each value
     * @param millis the time to live
     */
    static ExpiringRows of(StateDescriptor.Type type, TypeSerializer<?> stateSerializer, long millis) {
        return switch (type) {
            case LIST -> new Lists(elements(stateSerializer), millis);
            case MAP -> new Stamped(1, millis);
            default -> new Stamped(0, millis);
        };
    }

    @SuppressWarnings("unchecked") // Flink wraps what is in the lists of such a state in this way
    private static TypeSerializer<TtlValue<Object>> elements(TypeSerializer<?> lists) {
        return ((ListSerializer<TtlValue<Object>>) lists).getElementSerializer().duplicate();
    }

    /**
     * Rows that have their time, a long, after {@code offset} bytes; where those say that there is no value, there is no
     * time either.
     */
    record Stamped(int offset, long millis) implements ExpiringRows {
        @Override
        public byte @Nullable [] left(byte[] row, long now) {
            if (row.length < offset + Long.BYTES || (offset == 1 && row[0] != 0)) {
                return row;
            }
            long stamp = 0;
            for (int i = offset; i < offset + Long.BYTES; i++) {
                stamp = (stamp << Byte.SIZE) | (row[i] & 0xFF);
            }
            return TtlUtils.expired(stamp, millis, now) ? null : row;
        }
    }

    /** Rows whose elements have each their time. */
    record Lists(TypeSerializer<TtlValue<Object>> elements, long millis) implements ExpiringRows {
        @Override
        public byte @Nullable [] left(byte[] row, long now) {
            DataInputDeserializer input = new DataInputDeserializer(row);
            List<TtlValue<Object>> kept = new ArrayList<>();
            boolean all = true;
            try {
                TtlValue<Object> element = ListDelimitedSerializer.deserializeNextElement(input, elements);
                while (element != null) {
                    if (TtlUtils.expired(element.getLastAccessTimestamp(), millis, now)) {
                        all = false;
                    } else {
                        kept.add(element);
                    }
                    element = ListDelimitedSerializer.deserializeNextElement(input, elements);
                }
                if (all) {
                    return row;
                }
                return kept.isEmpty() ? null : new ListDelimitedSerializer().serializeList(kept, elements);
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException("Could not read a list whose elements expire", failure);
            }
        }
    }
}
