package io.yarnflink.runtime.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Collects the bytes of one message. Large byte arrays are not copied but taken as they are, so whoever sends them must
 * not change them afterwards. Owned by the sending thread.
 */
final class MessageWriter {

    private static final int INITIAL_BYTES = 256;
    private static final int TAKEN_AS_THEY_ARE_FROM = 4096;

    private final List<ByteBuffer> segments = new ArrayList<>(3);
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int start;
    private int end;
    private long size;

    void writeByte(int value) {
        reserve(1);
        buffer[end++] = (byte) value;
    }

    void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    void writeInt(int value) {
        reserve(Integer.BYTES);
        ByteBuffer.wrap(buffer, end, Integer.BYTES).putInt(value);
        end += Integer.BYTES;
    }

    void writeLong(long value) {
        reserve(Long.BYTES);
        ByteBuffer.wrap(buffer, end, Long.BYTES).putLong(value);
        end += Long.BYTES;
    }

    /** By position: both sides are of one release, which the frame's version sees to. */
    @SuppressWarnings("EnumOrdinal")
    void writeEnum(Enum<?> value) {
        writeByte(value.ordinal());
    }

    /** Bytes whose number both sides know. */
    void writeFixed(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, end, bytes.length);
        end += bytes.length;
    }

    void writeBytes(byte[] bytes) {
        writeInt(bytes.length);
        if (bytes.length < TAKEN_AS_THEY_ARE_FROM) {
            writeFixed(bytes);
        } else {
            cut();
            segments.add(ByteBuffer.wrap(bytes));
            size += bytes.length;
        }
    }

    /**
     * A name that must arrive whole.
     *
     * @throws IllegalArgumentException if it is longer than the far side accepts
     */
    void writeString(String string) {
        if (string.length() > MessageReader.MAX_STRING_CHARACTERS) {
            throw new IllegalArgumentException("Expected a name of at most " + MessageReader.MAX_STRING_CHARACTERS
                    + " characters, found one of " + string.length());
        }
        writeBytes(string.getBytes(StandardCharsets.UTF_8));
    }

    /** Text for people; what is longer than the far side accepts is cut off. */
    void writeText(String text) {
        int limit = MessageReader.MAX_STRING_CHARACTERS;
        writeString(text.length() <= limit ? text : text.substring(0, limit - 1) + "…");
    }

    <T> void writeOptional(Optional<T> value, BiConsumer<MessageWriter, T> element) {
        writeBoolean(value.isPresent());
        value.ifPresent(present -> element.accept(this, present));
    }

    <T> void writeList(Collection<T> values, BiConsumer<MessageWriter, T> element) {
        writeInt(values.size());
        values.forEach(value -> element.accept(this, value));
    }

    /** How many bytes were written. */
    long size() {
        return size + (end - start);
    }

    /** What was written, in order; nothing may be written afterwards. */
    List<ByteBuffer> segments() {
        cut();
        return segments;
    }

    private void cut() {
        if (end > start) {
            segments.add(ByteBuffer.wrap(buffer, start, end - start));
            size += end - start;
            start = end;
        }
    }

    private void reserve(int bytes) {
        if (buffer.length - end < bytes) {
            // Segments that were cut keep the old array.
            buffer = Arrays.copyOfRange(
                    buffer, start, start + Math.max(2 * (end - start), end - start + bytes + INITIAL_BYTES));
            end -= start;
            start = 0;
        }
    }
}
