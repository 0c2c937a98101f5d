package io.yarnflink.runtime.control;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.yarnflink.runtime.control.message.ControlMessage;
import java.nio.ByteBuffer;
import java.util.List;

/** The layout on the wire: length of all that follows (4 bytes), version (1), epoch (4), tag (1), body. */
final class Frame {

    static final byte VERSION = 1;

    /** Version, epoch and tag: what the length counts besides the body. */
    static final int PREAMBLE_BYTES = 1 + Integer.BYTES + 1;

    /** Everything before the body. */
    static final int HEADER_BYTES = Integer.BYTES + PREAMBLE_BYTES;

    private Frame() {}

    /**
     * Makes the frame of a message. Large byte arrays of the message become part of it without being copied.
     *
     * @throws IllegalArgumentException if it is larger than {@code maxBytes}
     */
    static ByteBuf encode(ControlMessage message, int epoch, int maxBytes) {
        MessageType<?> type = MessageCodec.typeOf(message);
        MessageWriter out = new MessageWriter();
        type.encode(message, out);
        long length = PREAMBLE_BYTES + out.size();
        if (length > maxBytes) {
            throw new IllegalArgumentException("Expected a message of at most " + maxBytes + " bytes, found "
                    + type.type().getSimpleName() + " of " + length
                    + " bytes; make smaller what it carries (a job's configuration, closures, accumulators)");
        }
        List<ByteBuffer> segments = out.segments();
        ByteBuffer[] parts = new ByteBuffer[segments.size() + 1];
        parts[0] = ByteBuffer.allocate(HEADER_BYTES)
                .putInt((int) length)
                .put(VERSION)
                .putInt(epoch)
                .put((byte) type.tag())
                .flip();
        for (int i = 0; i < segments.size(); i++) {
            parts[i + 1] = segments.get(i);
        }
        return Unpooled.wrappedBuffer(parts);
    }
}
