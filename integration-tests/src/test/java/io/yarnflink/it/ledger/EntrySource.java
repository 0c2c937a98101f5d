package io.yarnflink.it.ledger;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Entries from splits that readers ask for one by one, so that the enumerator has state for most of the time. */
public final class EntrySource implements Source<Entry, Portion, List<Portion>> {

    private static final long serialVersionUID = 1L;

    private final Volume volume;
    private final Hold hold;

    EntrySource(Volume volume, Hold hold) {
        this.volume = volume;
        this.hold = hold;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Entry, Portion> createReader(SourceReaderContext context) {
        return new EntryReader(context, volume, hold);
    }

    @Override
    public SplitEnumerator<Portion, List<Portion>> createEnumerator(SplitEnumeratorContext<Portion> context) {
        List<Portion> all = IntStream.range(0, volume.splits())
                .mapToObj(index -> new Portion(volume.firstSplit() + index, 0))
                .toList();
        return new EntryEnumerator(context, all);
    }

    @Override
    public SplitEnumerator<Portion, List<Portion>> restoreEnumerator(
            SplitEnumeratorContext<Portion> context, List<Portion> pending) {
        return new EntryEnumerator(context, pending);
    }

    @Override
    public SimpleVersionedSerializer<Portion> getSplitSerializer() {
        return new PortionSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<Portion>> getEnumeratorCheckpointSerializer() {
        return new PortionsSerializer();
    }
}
