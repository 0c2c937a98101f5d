package io.yarnflink.it.jobs;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Joins each number with itself and its predecessor, fetches the pairs into the program, and fails if one is missing. */
public final class SqlIntervalJoin {

    private static final int NUMBERS = 500;

    private SqlIntervalJoin() {}

    public static void main(String[] args) throws Exception {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        for (String side : new String[] {"a", "b"}) {
            // Not at the epoch itself: Flink's join takes time before the first watermark for zero, and a row of that
            // time for late.
            tables.executeSql("CREATE TABLE " + side
                    + " (n BIGINT, k AS n / 2, t AS TO_TIMESTAMP_LTZ((n + 1) * 1000, 3), WATERMARK FOR t AS t)"
                    + " WITH ('connector' = 'datagen', 'rows-per-second' = '100000',"
                    + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '0', 'fields.n.end' = '" + (NUMBERS - 1)
                    + "')");
        }
        long pairs = 0;
        long sum = 0;
        CloseableIterator<Row> rows = tables.executeSql("SELECT a.n, b.n FROM a, b WHERE a.k = b.k"
                        + " AND b.t BETWEEN a.t - INTERVAL '1' SECOND AND a.t")
                .collect();
        while (rows.hasNext()) {
            Row row = rows.next();
            pairs++;
            sum += (Long) row.getField(0) * 1000 + (Long) row.getField(1);
        }
        rows.close();
        long expected = 0;
        for (long n = 0; n < NUMBERS; n++) {
            expected += n * 1001;
            if (n % 2 == 1) {
                expected += n * 1000 + n - 1;
            }
        }
        if (pairs != NUMBERS * 3 / 2 || sum != expected) {
            throw new IllegalStateException("Expected " + NUMBERS * 3 / 2 + " pairs that add up to " + expected
                    + ", found " + pairs + " and " + sum);
        }
        tables.executeSql("SELECT n, k FROM a WHERE n < 3").print();
    }
}
