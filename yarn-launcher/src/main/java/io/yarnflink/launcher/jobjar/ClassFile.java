package io.yarnflink.launcher.jobjar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The little of a class file that is of interest here, out of its bytes (JVM specification, chapter 4). Owned by one
 * thread.
 */
final class ClassFile {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int PUBLIC = 0x0001;
    private static final int STATIC = 0x0008;
    private static final int MAJOR_VERSION_OF_JAVA_1 = 44;

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private static final byte[] FLINK = ascii("org/apache/flink/");
    private static final byte[] MAIN = ascii("main");
    private static final byte[] MAIN_DESCRIPTOR = ascii("([Ljava/lang/String;)V");
    private static final byte[] OPEN = ascii("open");
    private static final byte[] FORMER_OPEN_DESCRIPTOR = ascii("(Lorg/apache/flink/configuration/Configuration;)V");
    private static final byte[] PRESENT_OPEN_DESCRIPTOR =
            ascii("(Lorg/apache/flink/api/common/functions/OpenContext;)V");

    private final byte[] bytes;
    /** Where each entry of the constant pool begins, at its tag. */
    private final int[] constants;

    private final int access;
    private final Optional<String> superclass;
    private boolean hasMain;
    private boolean hasFormerOpen;
    private boolean hasPresentOpen;

    private ClassFile(byte[] bytes) {
        this.bytes = bytes;
        this.constants = new int[unsignedShort(8)];
        int end = indexConstants();
        this.access = unsignedShort(end);
        int parent = unsignedShort(end + 4);
        this.superclass = parent == 0 ? Optional.empty() : Optional.of(text(unsignedShort(constants[parent] + 1)));
        readMethods(skipMembers(end + 8 + 2 * unsignedShort(end + 6)));
    }

    /** Reads a class file; empty if the bytes are none. */
    static Optional<ClassFile> read(byte[] bytes) {
        if (!isClassFile(bytes)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClassFile(bytes));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Whether the bytes begin as a class file does. */
    static boolean isClassFile(byte[] bytes) {
        return bytes.length >= 10
                && (bytes[0] & 0xff) == MAGIC >>> 24
                && (bytes[1] & 0xff) == (MAGIC >>> 16 & 0xff)
                && (bytes[2] & 0xff) == (MAGIC >>> 8 & 0xff)
                && (bytes[3] & 0xff) == (MAGIC & 0xff);
    }

    /** The version of Java that a class file needs, out of its first eight bytes. */
    static int javaVersion(byte[] bytes) {
        return (((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff)) - MAJOR_VERSION_OF_JAVA_1;
    }

    /** The version of Java that it needs. */
    int javaVersion() {
        return javaVersion(bytes);
    }

    boolean isPublic() {
        return (access & PUBLIC) != 0;
    }

    /** The class that it extends, with slashes; empty for {@code module-info} and {@code Object}. */
    Optional<String> superclass() {
        return superclass;
    }

    /** Whether it declares {@code public static void main(String[])}. */
    boolean hasMain() {
        return hasMain;
    }

    /** Whether it extends a class of Flink's and declares the {@code open(Configuration)} that only Flink 1 calls. */
    boolean waitsForFormerOpen() {
        return hasFormerOpen
                && !hasPresentOpen
                && superclass
                        .filter(name -> name.startsWith("org/apache/flink/"))
                        .isPresent();
    }

    /** Names every class of Flink's that it refers to, with slashes, some of them more than once. */
    void flinkClasses(Consumer<String> found) {
        for (int constant : constants) {
            if (constant == 0 || bytes[constant] != UTF8) {
                continue;
            }
            int end = constant + 3 + unsignedShort(constant + 1);
            for (int start = find(FLINK, constant + 3, end); start >= 0; start = find(FLINK, start, end)) {
                int stop = start + FLINK.length;
                while (stop < end && isPartOfName(bytes[stop])) {
                    stop++;
                }
                found.accept(new String(bytes, start, stop - start, StandardCharsets.UTF_8));
                start = stop;
            }
        }
    }

    /** Nested classes count as the one that they are in. */
    private static boolean isPartOfName(byte character) {
        return character == '/' || character == '_' || character < 0 || Character.isLetterOrDigit(character);
    }

    private int find(byte[] wanted, int from, int end) {
        for (int start = from; start <= end - wanted.length; start++) {
            if (bytes[start] == wanted[0]
                    && Arrays.equals(bytes, start, start + wanted.length, wanted, 0, wanted.length)) {
                return start;
            }
        }
        return -1;
    }

    /** Returns where the constant pool ends. */
    private int indexConstants() {
        int position = 10;
        for (int index = 1; index < constants.length; index++) {
            constants[index] = position;
            int tag = bytes[position];
            position += switch (tag) {
                case UTF8 -> 3 + unsignedShort(position + 1);
                case LONG, DOUBLE -> 9;
                case 7, 8, 16, 19, 20 -> 3;
                case 15 -> 4;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
                default -> throw new IndexOutOfBoundsException("No tag of the constant pool: " + tag);
            };
            if (tag == LONG || tag == DOUBLE) {
                index++;
            }
        }
        return position;
    }

    private int skipMembers(int fields) {
        int position = fields + 2;
        for (int left = unsignedShort(fields); left > 0; left--) {
            position = skipAttributes(position + 6);
        }
        return position;
    }

    private void readMethods(int methods) {
        int position = methods + 2;
        for (int left = unsignedShort(methods); left > 0; left--) {
            readMethod(unsignedShort(position), unsignedShort(position + 2), unsignedShort(position + 4));
            position = skipAttributes(position + 6);
        }
    }

    private void readMethod(int flags, int name, int descriptor) {
        if (is(name, MAIN)) {
            hasMain |= (flags & (PUBLIC | STATIC)) == (PUBLIC | STATIC) && is(descriptor, MAIN_DESCRIPTOR);
        } else if (is(name, OPEN)) {
            hasFormerOpen |= is(descriptor, FORMER_OPEN_DESCRIPTOR);
            hasPresentOpen |= is(descriptor, PRESENT_OPEN_DESCRIPTOR);
        }
    }

    private int skipAttributes(int attributes) {
        int position = attributes + 2;
        for (int left = unsignedShort(attributes); left > 0; left--) {
            position += 6 + (unsignedShort(position + 2) << 16 | unsignedShort(position + 4));
        }
        return position;
    }

    private boolean is(int constant, byte[] text) {
        int start = constants[constant] + 3;
        int length = unsignedShort(start - 2);
        return Arrays.equals(bytes, start, start + length, text, 0, text.length);
    }

    private String text(int constant) {
        int start = constants[constant] + 3;
        return new String(bytes, start, unsignedShort(start - 2), StandardCharsets.UTF_8);
    }

    private int unsignedShort(int position) {
        return (bytes[position] & 0xff) << 8 | (bytes[position + 1] & 0xff);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
