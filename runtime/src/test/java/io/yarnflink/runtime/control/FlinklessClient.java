package io.yarnflink.runtime.control;

import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that is run with a class path without Flink; its text is the phase that it saw, or what went wrong. */
public final class FlinklessClient implements Runnable {

    private final int port;
    private final byte[] identity;
    private volatile String seen = "nothing";

    public FlinklessClient(int port, byte[] identity) {
        this.port = port;
        this.identity = identity;
    }

    @Override
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void run() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ApplicationClient client =
                ApplicationClient.connect(address, ApplicationIdentity.decode(identity), Duration.ofSeconds(60))) {
            CompletableFuture<ApplicationStatus> status = new CompletableFuture<>();
            client.watch(status::complete);
            client.cancel();
            seen = status.get(60, TimeUnit.SECONDS).phase().name();
        } catch (Exception | LinkageError e) {
            seen = e.toString();
        }
    }

    @Override
    public String toString() {
        return seen;
    }
}
