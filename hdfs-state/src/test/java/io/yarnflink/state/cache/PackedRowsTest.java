package io.yarnflink.state.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedRowsTest {

    private static final int MANY = 20_000;

    private final Random random = new Random(42);
    private final PackedRows packed = new PackedRows();

    /** Ways in which keys can be alike. */
    private enum Keys {
        /** As of numbers below a million in one key group of many. */
        NUMBERS {
            @Override
            String next(Random random) {
                return (char) random.nextInt(128) + "\0\0\0\0\0" + (char) random.nextInt(16) + latin(random, 2) + "\0";
            }
        },
        /** Some are the beginning of others. */
        NESTED {
            @Override
            String next(Random random) {
                return latin(random, random.nextInt(4));
            }
        },
        /** They differ at the end of something long. */
        LONG {
            @Override
            String next(Random random) {
                return latin(random, 1) + "x".repeat(100) + latin(random, 2);
            }
        },
        /** More bytes differ than fit into a number, and mostly the last ones. */
        WIDE {
            @Override
            String next(Random random) {
                char some = (char) random.nextInt(2);
                return String.valueOf(some).repeat(12) + latin(random, 3);
            }
        };

        abstract String next(Random random);

        private static String latin(Random random, int length) {
            return random.ints(length, 0, 256)
                    .collect(StringBuilder::new, (text, next) -> text.append((char) next), StringBuilder::append)
                    .toString();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Row(byte[] key, byte @Nullable [] value) {}

    @ParameterizedTest
    @EnumSource
    void shouldHandOverRowsInTheOrderOfTheirKeys(Keys kind) {
        // given
        TreeMap<byte[], Row> expected = new TreeMap<>(Arrays::compareUnsigned);
        for (String key : distinct(kind)) {
            Row row = row(key.getBytes(StandardCharsets.ISO_8859_1));
            expected.put(row.key, row);
            add(row);
        }

        // when
        List<Row> handedOver = drain();

        // then
        assertSame(handedOver, List.copyOf(expected.values()));
    }

    @Test
    void shouldTakeRowsThatAreLargerThanAnythingElse() {
        // given
        List<Row> rows = IntStream.range(0, 6)
                .mapToObj(i -> new Row(new byte[] {(byte) i}, bytes(i % 2 == 0 ? 3_000_000 : 10)))
                .toList();
        for (int i = rows.size() - 1; i >= 0; i--) {
            add(rows.get(i));
        }

        // when, then
        assertSame(drain(), rows);
    }

    @Test
    void shouldBeginAnewOnceTheRowsAreGone() {
        // given
        add(new Row(new byte[] {1, 2}, new byte[] {3}));
        drain();

        // when
        Row row = new Row(new byte[] {7}, null);
        long before = packed.bytes();
        add(row);

        // then
        assertThat(before).isZero();
        assertSame(drain(), List.of(row));
    }

    private Set<String> distinct(Keys kind) {
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < MANY; i++) {
            keys.add(kind.next(random));
        }
        return keys;
    }

    private Row row(byte[] key) {
        int length = random.nextInt(20) - 1;
        return new Row(key, length < 0 ? null : bytes(length));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void add(Row row) {
        if (row.value == null) {
            packed.addRemoval(row.key);
        } else {
            packed.add(row.key, Arrays.copyOf(row.value, row.value.length + 5), row.value.length);
        }
    }

    private List<Row> drain() {
        List<Row> rows = new ArrayList<>();
        packed.drainTo((source, keyStart, keyLength, valueLength) -> {
            int value = keyStart + keyLength;
            rows.add(new Row(
                    Arrays.copyOfRange(source, keyStart, value),
                    valueLength < 0 ? null : Arrays.copyOfRange(source, value, value + valueLength)));
        });
        return rows;
    }

    private static void assertSame(List<Row> found, List<Row> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).key).isEqualTo(expected.get(i).key);
            assertThat(found.get(i).value).isEqualTo(expected.get(i).value);
        }
    }
}
