package io.yarnflink.it.ledger;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes one split. */
final class PortionSerializer implements SimpleVersionedSerializer<Portion> {

    private final PortionsSerializer several = new PortionsSerializer();

    @Override
    public int getVersion() {
        return several.getVersion();
    }

    @Override
    public byte[] serialize(Portion portion) {
        return several.serialize(List.of(portion));
    }

    @Override
    public Portion deserialize(int version, byte[] serialized) throws IOException {
        return several.deserialize(version, serialized).get(0);
    }
}
