package io.yarnflink.runtime.local;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** The JobManager's address, known only after the workers' starter has been made. Thread-safe. */
final class JobManagerAddress {

    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

    void set(InetSocketAddress known) {
        address.complete(known);
    }

    /** Waits until it is known. */
    InetSocketAddress get() {
        return address.join();
    }
}
