package io.yarnflink.it.shapes;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** What Avro's compiler would make of a schema with two fields. */
public final class Measurement extends SpecificRecordBase implements SpecificRecord {

    /** Avro looks for it under this name. */
    public static final Schema SCHEMA$ = SchemaBuilder.record("Measurement")
            .namespace(Measurement.class.getPackageName())
            .fields()
            .requiredLong("number")
            .requiredString("unit")
            .endRecord();

    private static final long serialVersionUID = 1L;

    private long number;
    private CharSequence unit = "";

    /** For Avro. */
    public Measurement() {}

    Measurement(long number, String unit) {
        this.number = number;
        this.unit = unit;
    }

    public long getNumber() {
        return number;
    }

    public void setNumber(long value) {
        number = value;
    }

    public CharSequence getUnit() {
        return unit;
    }

    public void setUnit(CharSequence value) {
        unit = value;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public Object get(int field) {
        return field == 0 ? number : unit;
    }

    @Override
    public void put(int field, Object value) {
        if (field == 0) {
            number = (Long) value;
        } else {
            unit = (CharSequence) value;
        }
    }
}
