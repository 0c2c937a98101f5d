package io.yarnflink.it.ledger;

import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** The ledger whose {@code main()} says that it has begun, and does nothing until it may go on. */
public final class HeldMain {

    /** Name of the file beside the output that says that it has begun. */
    public static final String BEGUN = "main-has-begun";

    /** Name of the file beside the output that lets it go on. */
    public static final String GO_ON = "main-may-go-on";

    private static final long LOOK_EVERY_MILLIS = 50;

    private HeldMain() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = new Path(LedgerOptions.parse(arguments).output()).getParent();
        FileSystem files = folder.getFileSystem();
        files.create(new Path(folder, BEGUN), FileSystem.WriteMode.OVERWRITE).close();
        while (!files.exists(new Path(folder, GO_ON))) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        LedgerJob.main(arguments);
    }
}
