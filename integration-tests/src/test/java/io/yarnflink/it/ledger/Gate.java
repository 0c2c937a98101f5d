package io.yarnflink.it.ledger;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.Path;

/** How far a subtask may read. Owned by its thread. */
final class Gate {

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Volume volume;
    private final Hold hold;
    private boolean open;
    private long looked = System.nanoTime() - LOOK_EVERY_NANOS;

    Gate(Volume volume, Hold hold) {
        this.volume = volume;
        this.hold = hold;
        this.open = hold.position() >= volume.records();
    }

    /** Whether an entry at the position may be given now. */
    boolean allows(long position) throws IOException {
        return position < volume.records() && (position < hold.position() || isOpen());
    }

    /** Whether splits may go on to their end. */
    boolean isOpen() throws IOException {
        if (!open && !hold.release().isEmpty() && System.nanoTime() - looked >= LOOK_EVERY_NANOS) {
            looked = System.nanoTime();
            Path release = new Path(hold.release());
            open = release.getFileSystem().exists(release);
        }
        return open;
    }
}
