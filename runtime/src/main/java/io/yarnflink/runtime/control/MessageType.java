package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.ControlMessage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one type of message travels.
 *
 * @param tag names it in a frame, 0 to 255; never given to another type
 * @param receiver which side may hear it
 * @param type the record's class
 * @param write appends its components
 * @param read reads them in the same order
 */
record MessageType<M extends ControlMessage>(
        int tag, Side receiver, Class<M> type, BiConsumer<MessageWriter, M> write, Function<MessageReader, M> read) {

    void encode(ControlMessage message, MessageWriter out) {
        write.accept(out, type.cast(message));
    }
}
