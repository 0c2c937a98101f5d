package io.yarnflink.it.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes what the enumerator still has to hand out. */
final class PortionsSerializer implements SimpleVersionedSerializer<List<Portion>> {

    private static final int VERSION = 1;
    private static final int BYTES = Integer.BYTES + Long.BYTES;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(List<Portion> portions) {
        ByteBuffer bytes = ByteBuffer.allocate(portions.size() * BYTES);
        portions.forEach(portion -> bytes.putInt(portion.split()).putLong(portion.next()));
        return bytes.array();
    }

    @Override
    public List<Portion> deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION || serialized.length % BYTES != 0) {
            throw new IOException("Expected portions of version " + VERSION + ", found version " + version);
        }
        ByteBuffer bytes = ByteBuffer.wrap(serialized);
        List<Portion> portions = new ArrayList<>();
        while (bytes.hasRemaining()) {
            portions.add(new Portion(bytes.getInt(), bytes.getLong()));
        }
        return portions;
    }
}
