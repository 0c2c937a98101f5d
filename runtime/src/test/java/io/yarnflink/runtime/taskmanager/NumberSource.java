package io.yarnflink.runtime.taskmanager;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Each subtask emits 0, 1, 2... as far as {@link Faucet} allows, and keeps how far it has come. Asks nothing of its
 * coordinator.
 *
 * @param count how many numbers each subtask emits before its input ends
 */
record NumberSource(long count) implements Source<Long, NumberSource.Position, Long> {

    /** Where a subtask goes on. */
    record Position(long next) implements SourceSplit {
        @Override
        public String splitId() {
            return "numbers";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Long, Position> createReader(SourceReaderContext context) {
        return new Reader(count);
    }

    @Override
    public SplitEnumerator<Position, Long> createEnumerator(SplitEnumeratorContext<Position> context) {
        throw new UnsupportedOperationException("There is no coordinator");
    }

    @Override
    public SplitEnumerator<Position, Long> restoreEnumerator(SplitEnumeratorContext<Position> context, Long state) {
        throw new UnsupportedOperationException("There is no coordinator");
    }

    @Override
    public SimpleVersionedSerializer<Position> getSplitSerializer() {
        return new PositionSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Long> getEnumeratorCheckpointSerializer() {
        throw new UnsupportedOperationException("There is no coordinator");
    }

    private static final class Reader implements SourceReader<Long, Position> {

        private final long count;
        private long next;

        private Reader(long count) {
            this.count = count;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Long> output) {
            if (next == count) {
                return InputStatus.END_OF_INPUT;
            }
            if (!Faucet.allows(next)) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            output.collect(next);
            next++;
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<Position> snapshotState(long checkpoint) {
            return List.of(new Position(next));
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return Faucet.await(next);
        }

        @Override
        public void addSplits(List<Position> splits) {
            splits.forEach(split -> next = split.next());
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class PositionSerializer implements SimpleVersionedSerializer<Position> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Position position) {
            return ByteBuffer.allocate(Long.BYTES).putLong(position.next()).array();
        }

        @Override
        public Position deserialize(int version, byte[] bytes) {
            return new Position(ByteBuffer.wrap(bytes).getLong());
        }
    }
}
