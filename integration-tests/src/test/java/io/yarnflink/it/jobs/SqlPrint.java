package io.yarnflink.it.jobs;

import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Prints the numbers from 1 to 100 and their squares. */
public final class SqlPrint {

    private SqlPrint() {}

    public static void main(String[] args) {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        tables.executeSql("CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '100000',"
                + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '100')");
        tables.executeSql("SELECT n, n * n AS squared FROM numbers").print();
    }
}
