package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.ControlMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Message types by tag and by class. Immutable. */
final class MessageTable {

    private final Map<Integer, MessageType<?>> byTag = new HashMap<>();
    private final Map<Class<?>, MessageType<?>> byClass = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a tag or a class occurs twice
     */
    MessageTable(MessageType<?>... types) {
        for (MessageType<?> type : types) {
            if (byTag.put(type.tag(), type) != null || byClass.put(type.type(), type) != null) {
                throw new IllegalArgumentException("Tag " + type.tag() + " or " + type.type() + " occurs twice");
            }
        }
    }

    @Nullable
    MessageType<?> withTag(int tag) {
        return byTag.get(tag);
    }

    MessageType<?> of(ControlMessage message) {
        MessageType<?> type = byClass.get(message.getClass());
        if (type == null) {
            throw new IllegalArgumentException("No codec knows " + message.getClass());
        }
        return type;
    }
}
