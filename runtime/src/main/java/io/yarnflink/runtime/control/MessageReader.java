package io.yarnflink.runtime.control;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the bytes of one message apart. Every method throws {@link BadFrameException} if the bytes do not hold what is
 * asked for; no length that was read is believed before it was compared with what is there. Owned by the connection's loop.
 */
final class MessageReader {

    /** Longest name or text, in characters. */
    static final int MAX_STRING_CHARACTERS = 256 * 1024;

    private static final int MAX_UTF8_BYTES_PER_CHARACTER = 3;

    private final ByteBuffer in;

    MessageReader(byte[] body) {
        this.in = ByteBuffer.wrap(body);
    }

    int readByte() {
        return read(ByteBuffer::get) & 0xff;
    }

    boolean readBoolean() {
        int value = readByte();
        if (value > 1) {
            throw new BadFrameException("expected 0 or 1, found " + value);
        }
        return value == 1;
    }

    int readInt() {
        return read(ByteBuffer::getInt);
    }

    /** A number that must not be negative. */
    int readCount() {
        int value = readInt();
        if (value < 0) {
            throw new BadFrameException("expected a number that is not negative, found " + value);
        }
        return value;
    }

    long readLong() {
        return read(ByteBuffer::getLong);
    }

    <E extends Enum<E>> E readEnum(Class<E> type) {
        E[] values = type.getEnumConstants();
        int ordinal = readByte();
        if (ordinal >= values.length) {
            throw new BadFrameException(
                    "expected one of " + values.length + " values of " + type.getSimpleName() + ", found " + ordinal);
        }
        return values[ordinal];
    }

    byte[] readFixed(int length) {
        if (length > in.remaining()) {
            throw new BadFrameException("expected " + length + " bytes more, found " + in.remaining());
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    byte[] readBytes() {
        return readFixed(readCount());
    }

    String readString() {
        int length = readCount();
        if (length > MAX_STRING_CHARACTERS * MAX_UTF8_BYTES_PER_CHARACTER) {
            throw new BadFrameException("expected a text of at most " + MAX_STRING_CHARACTERS
                    + " characters, found one of " + length + " bytes");
        }
        return new String(readFixed(length), StandardCharsets.UTF_8);
    }

    <T> Optional<T> readOptional(Function<MessageReader, T> element) {
        return readBoolean() ? Optional.of(element.apply(this)) : Optional.empty();
    }

    <T> List<T> readList(Function<MessageReader, T> element) {
        int count = readCount();
        // Every element takes at least one byte.
        if (count > in.remaining()) {
            throw new BadFrameException(
                    "expected " + count + " elements, found only " + in.remaining() + " bytes more");
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(element.apply(this));
        }
        return values;
    }

    /** Tells that the message is complete. */
    void end() {
        if (in.hasRemaining()) {
            throw new BadFrameException("expected the end of the message, found " + in.remaining() + " bytes more");
        }
    }

    private <T> T read(Function<ByteBuffer, T> primitive) {
        try {
            return primitive.apply(in);
        } catch (BufferUnderflowException e) {
            throw new BadFrameException("the message ends too early", e);
        }
    }
}
