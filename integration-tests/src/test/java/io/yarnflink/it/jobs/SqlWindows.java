package io.yarnflink.it.jobs;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Sums the numbers from 1 to 600 by minutes of event time, one number a second, into files. Arguments: the folder. */
public final class SqlWindows {

    private SqlWindows() {}

    public static void main(String[] args) throws Exception {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        tables.executeSql("CREATE TABLE numbers (n BIGINT, t AS TO_TIMESTAMP_LTZ(n * 1000, 3), WATERMARK FOR t AS t)"
                + " WITH ('connector' = 'datagen', 'rows-per-second' = '100000',"
                + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '600')");
        tables.executeSql("CREATE TABLE sums (numbers BIGINT, total BIGINT)"
                + " WITH ('connector' = 'filesystem', 'format' = 'csv', 'path' = '" + args[0] + "')");
        tables.executeSql("INSERT INTO sums SELECT COUNT(*), SUM(n)"
                        + " FROM TABLE(TUMBLE(TABLE numbers, DESCRIPTOR(t), INTERVAL '1' MINUTE))"
                        + " GROUP BY window_start, window_end")
                .await();
    }
}
