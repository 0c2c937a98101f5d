package io.yarnflink.it.shapes;

import java.util.List;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.GenericRecordAvroTypeInfo;

/** Records that Avro's serializers know. */
final class AvroRecords {

    private AvroRecords() {}

    static List<Shape> shapes() {
        return List.of(
                Records.kind(
                        "Avro records of a class",
                        TypeInformation.of(Measurement.class),
                        number -> new Measurement(number, "m")),
                Records.kind(
                        "Avro records of a schema",
                        new GenericRecordAvroTypeInfo(Measurement.SCHEMA$),
                        number -> new GenericRecordBuilder(Measurement.SCHEMA$)
                                .set("number", number)
                                .set("unit", "g")
                                .build()));
    }
}
