package io.yarnflink.it.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;

/** What records may be: each kind is sent to another subtask, kept as state and read again. */
final class Records {

    private Records() {}

    static List<Shape> shapes() {
        return List.of(
                new Shape(
                        "tuples",
                        env -> {
                            Numbers.of(env)
                                    .map(number -> Tuple2.of(number % 10, number))
                                    .returns(Types.TUPLE(Types.LONG, Types.LONG))
                                    .keyBy(pair -> pair.f0)
                                    .sum(1)
                                    .filter(pair -> pair.f1 == Numbers.sum(0, Numbers.COUNT) / 10 - 270 + pair.f0 * 60)
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        java.util.stream.LongStream.range(0, 10)
                                .mapToObj(key -> "(" + key + "," + (17_700 + key * 60) + ")")
                                .toList()),
                kind("POJOs", Types.POJO(Point.class), number -> {
                    Point point = new Point();
                    point.x = number;
                    point.label = "p";
                    return point;
                }),
                kind("types that only Kryo knows", TypeInformation.of(Opaque.class), Opaque::new),
                kind("enums", TypeInformation.of(Parity.class), number -> Parity.values()[(int) (number % 2)]),
                kind("rows", Types.ROW(Types.LONG, Types.STRING), number -> Row.of(number, "r")),
                kind("lists", Types.LIST(Types.LONG), number -> new ArrayList<>(List.of(number, number + 1))),
                kind("maps", Types.MAP(Types.STRING, Types.LONG), number -> Map.of("n", number)),
                kind("byte arrays in POJOs", Types.POJO(Blob.class), number -> {
                    Blob blob = new Blob();
                    blob.bytes = new byte[] {(byte) number};
                    blob.size = 1;
                    return blob;
                }),
                new Shape(
                        "a Kryo serializer of one's own",
                        env -> {
                            env.configure(new Configuration()
                                    .set(
                                            PipelineOptions.SERIALIZATION_CONFIG,
                                            List.of(Opaque.class.getName() + ": {type: kryo, kryo-type: registered,"
                                                    + " class: " + OpaqueSerializer.class.getName() + "}")));
                            Numbers.of(env)
                                    .map(Opaque::new)
                                    .returns(Opaque.class)
                                    .rebalance()
                                    .map(Opaque::toString)
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> "opaque " + number + " by hand")));
    }

    /** Sends a record for each number to another subtask, keeps it as state and reads it again. */
    static <T> Shape kind(String name, TypeInformation<T> type, Making<T> making) {
        return new Shape(
                name,
                env -> {
                    DataStream<T> records = Numbers.of(env).map(making::of).returns(type);
                    records.rebalance()
                            .keyBy(record -> 0)
                            .countWindow(1)
                            .reduce((one, other) -> other)
                            .map(String::valueOf)
                            .returns(Types.STRING)
                            .sinkTo(Results.sink());
                    env.execute();
                },
                Numbers.lines(number -> String.valueOf(making.of(number))));
    }

    /** A record for each number. */
    interface Making<T> extends java.io.Serializable {
        T of(long number);
    }

    /** Even or odd. */
    public enum Parity {
        EVEN,
        ODD
    }

    /** A POJO. */
    public static final class Point {

        public long x;
        public String label = "";

        @Override
        public String toString() {
            return label + x;
        }
    }

    /** A POJO with bytes. */
    public static final class Blob {

        public byte[] bytes = {};
        public int size;

        @Override
        public String toString() {
            return size + ":" + bytes[0];
        }
    }
}
