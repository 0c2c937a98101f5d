package io.yarnflink.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

    private static final int LIMIT = 32 * 1024 * 1024;

    static Stream<ControlMessage> samples() {
        return Stream.concat(MessageSamples.TO_SERVER.stream(), MessageSamples.TO_CLIENT.stream());
    }

    @Test
    void shouldHaveASampleOfEveryMessage() {
        Set<Class<?>> sampled = samples().map(Object::getClass).collect(Collectors.toSet());

        assertThat(sampled).isEqualTo(leaves(ControlMessage.class).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldDecodeWhatItEncoded(ControlMessage message) {
        // when
        ControlMessage decoded = decode(message, body(message));

        // then
        assertThat(decoded)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(MessageSamples.CACHED)
                .isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseEveryTruncationAndEveryTrailer(ControlMessage message) {
        byte[] body = body(message);
        int step = Math.max(1, body.length / 1000);

        for (int length = 0; length < body.length; length += step) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> decode(message, cut)).isInstanceOf(BadFrameException.class);
        }
        assertThatThrownBy(() -> decode(message, Arrays.copyOf(body, body.length + 1)))
                .isInstanceOf(BadFrameException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldRefuseOrDecodeWhateverComes(long seed) {
        Random random = new Random(seed);
        for (ControlMessage message : samples().toList()) {
            for (int round = 0; round < 200; round++) {
                byte[] body = mutate(body(message), random);
                int tag = random.nextInt(4) == 0
                        ? random.nextInt(256)
                        : MessageCodec.typeOf(message).tag();
                decodeOrRefuse(random.nextBoolean() ? Side.SERVER : Side.CLIENT, tag, body);
            }
        }
    }

    @Test
    void shouldRefuseAMessageForTheOtherSide() {
        JobManagerMessage.ShutDown message = new JobManagerMessage.ShutDown("x");

        assertThatThrownBy(() -> MessageCodec.decode(
                        Side.SERVER, MessageCodec.typeOf(message).tag(), body(message)))
                .isInstanceOf(BadFrameException.class)
                .hasMessageContaining("ShutDown");
    }

    @Test
    void shouldCutLongTextsOffRatherThanLoseThem() {
        // given
        WorkerMessage.WorkerFailing message =
                new WorkerMessage.WorkerFailing(new FailureCause("x".repeat(1_000_000), ""));

        // when
        WorkerMessage.WorkerFailing decoded = (WorkerMessage.WorkerFailing) decode(message, body(message));

        // then
        assertThat(decoded.cause().summary())
                .hasSize(MessageReader.MAX_STRING_CHARACTERS)
                .startsWith("xxx");
    }

    @Test
    void shouldNameAMessageThatIsTooLarge() {
        JobManagerMessage.Deploy message =
                new JobManagerMessage.Deploy(1, MessageSamples.attempt(0, 0), 0, new byte[2000], new byte[0]);

        assertThatThrownBy(() -> Frame.encode(message, 1, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Deploy");
    }

    @Test
    void shouldTakeLargePayloadsWithoutCopyingThem() {
        // given
        byte[] payload = new byte[100_000];
        JobManagerMessage.Deploy message =
                new JobManagerMessage.Deploy(1, MessageSamples.attempt(0, 0), 0, payload, new byte[0]);

        // when
        ByteBuf frame = Frame.encode(message, 1, LIMIT);
        payload[50_000] = 42;

        // then
        assertThat(ByteBufUtil.getBytes(frame)).contains(42);
    }

    private static void decodeOrRefuse(Side side, int tag, byte[] body) {
        try {
            assertThat(MessageCodec.decode(side, tag, body)).isNotNull();
        } catch (BadFrameException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    private static byte[] mutate(byte[] body, Random random) {
        byte[] mutated = Arrays.copyOf(body, Math.max(0, body.length + random.nextInt(5) - 2));
        for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(Math.min(mutated.length, 200))] = (byte) random.nextInt();
        }
        return mutated;
    }

    private static ControlMessage decode(ControlMessage message, byte[] body) {
        MessageType<?> type = MessageCodec.typeOf(message);
        return MessageCodec.decode(type.receiver(), type.tag(), body);
    }

    private static byte[] body(ControlMessage message) {
        byte[] frame = ByteBufUtil.getBytes(Frame.encode(message, 1, LIMIT));
        return Arrays.copyOfRange(frame, Frame.HEADER_BYTES, frame.length);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MessageCodecTest::leaves)
                : Stream.of(type);
    }
}
