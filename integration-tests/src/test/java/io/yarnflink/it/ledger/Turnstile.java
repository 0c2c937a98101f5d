package io.yarnflink.it.ledger;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Where a program waits for as long as a test says so, by a file in a folder, and tells by another that somebody waits.
 *
 * @param folder path of the folder
 */
record Turnstile(String folder) implements Serializable {

    private static final long LOOK_EVERY_MILLIS = 50;

    /** Returns when nobody holds this point any more. */
    void pass(HeldLedgerJob.Point point) throws IOException, InterruptedException {
        Path hold = new Path(folder, point.hold());
        Path reached = new Path(folder, point.reached());
        FileSystem files = hold.getFileSystem();
        while (files.exists(hold)) {
            if (!files.exists(reached)) {
                files.create(reached, FileSystem.WriteMode.OVERWRITE).close();
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
