package io.yarnflink.it.shapes;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;

/** Writes the number, and leaves its mark when it reads. */
public final class OpaqueSerializer extends Serializer<Opaque> implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(Kryo kryo, Output output, Opaque object) {
        output.writeLong(object.number());
    }

    @Override
    public Opaque read(Kryo kryo, Input input, Class<? extends Opaque> type) {
        return new Opaque(input.readLong(), true);
    }
}
