package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.ClientAnswer;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.StatusMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;

/**
 * The binary form of every message: its tag, and its components in order. The tables are apart and touched only when one
 * of their messages travels, so that a client needs no class of Flink's.
 */
final class MessageCodec {

    private MessageCodec() {}

    /** How {@code message} travels. */
    static MessageType<?> typeOf(ControlMessage message) {
        if (message instanceof ClientMessage || message instanceof ClientAnswer || message instanceof StatusMessage) {
            return ClientMessages.TABLE.of(message);
        }
        if (message instanceof WorkerMessage) {
            return WorkerMessages.TABLE.of(message);
        }
        return JobManagerMessages.TABLE.of(message);
    }

    /**
     * Reads a message that must fill {@code body} exactly.
     *
     * @param side which side hears it
     * @throws BadFrameException if the tag is unknown or not for this side, or the body does not hold such a message
     */
    static ControlMessage decode(Side side, int tag, byte[] body) {
        MessageType<?> type = tableOf(tag).withTag(tag);
        if (type == null) {
            throw new BadFrameException("expected a message's tag, found " + tag);
        }
        if (type.receiver() != side) {
            throw new BadFrameException(
                    "expected a message for this side, found " + type.type().getSimpleName());
        }
        MessageReader in = new MessageReader(body);
        try {
            ControlMessage message = type.read().apply(in);
            in.end();
            return message;
        } catch (BadFrameException e) {
            throw new BadFrameException(
                    type.type().getSimpleName() + " of " + body.length + " bytes: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            // A record or one of Flink's ids does not accept the value.
            throw new BadFrameException(
                    type.type().getSimpleName() + " holds an impossible value: " + e.getMessage(), e);
        }
    }

    private static MessageTable tableOf(int tag) {
        if (tag <= ClientMessages.LAST_TAG) {
            return ClientMessages.TABLE;
        }
        return tag <= WorkerMessages.LAST_TAG ? WorkerMessages.TABLE : JobManagerMessages.TABLE;
    }
}
