package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of an embedded cluster. Its argument is the cluster's folder, which holds the options. It runs until
 * somebody asks it to stop: by a file in the folder, since Hadoop's servers stop in order only while the JVM does not
 * shut down, or by SIGTERM; or until its {@linkplain Owner owner} has ended.
 */
public final class EmbeddedMain {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMain.class);
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final long LOOK_EVERY_MILLIS = 100;

    private final EmbeddedFolder folder;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private EmbeddedMain(EmbeddedFolder folder) {
        this.folder = folder;
    }

    /** Runs a cluster; the only argument is its folder. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Expected the cluster's folder as the only argument");
            Runtime.getRuntime().halt(EXIT_USAGE);
        }
        EmbeddedMain main = new EmbeddedMain(new EmbeddedFolder(Path.of(arguments[0])));
        Runtime.getRuntime().addShutdownHook(new Thread(main::stopAndWait, "embedded-stop"));
        // The web servers' libraries greet at length, past the log.
        java.util.logging.Logger.getLogger("").setLevel(Level.WARNING);
        int code = main.run();
        // Hadoop's servers leave threads that are no daemons.
        main.stopped.countDown();
        Runtime.getRuntime().halt(code);
    }

    private int run() {
        try (FolderLock lock = FolderLock.tryAcquire(folder.lock()).orElse(null)) {
            if (lock == null) {
                System.err.println("Another process already runs a cluster in " + folder.root());
                return EXIT_FAILED;
            }
            return serve();
        } catch (IOException e) {
            e.printStackTrace();
            return EXIT_FAILED;
        }
    }

    private int serve() throws IOException {
        EmbeddedState state = EmbeddedState.of(EmbeddedPhase.STARTING);
        state.write(folder.state());
        EmbeddedCluster cluster;
        Owner owner;
        try {
            folder.forgetNodes();
            EmbeddedOptions options = OptionsFile.read(folder);
            owner = Owner.of(options.owner());
            cluster = EmbeddedCluster.start(options, this::tell);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("The embedded cluster did not start", e);
            state.failed(rootCause(e)).write(folder.state());
            return EXIT_FAILED;
        }
        String web = ClusterSettings.webAddress(cluster.configuration());
        state = state.reachable(cluster.hdfs().getURI().toString(), web);
        state.write(folder.state());
        serveRequests(cluster, owner);
        state.at(EmbeddedPhase.STOPPING).write(folder.state());
        try {
            cluster.closeBeforeHalt();
        } catch (RuntimeException e) {
            LOG.warn("HDFS did not stop in order", e);
        }
        return 0;
    }

    private void serveRequests(EmbeddedCluster cluster, Owner owner) throws IOException {
        try {
            while (!stopRequested.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (Files.exists(folder.stopRequest())) {
                    return;
                }
                if (owner.isGone()) {
                    LOG.info("The process that this cluster belongs to has ended");
                    return;
                }
                if (Files.exists(folder.restartRequest())) {
                    restartNodeManager(cluster);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restartNodeManager(EmbeddedCluster cluster) throws IOException {
        String node = Files.readString(folder.restartRequest());
        try {
            cluster.restartNodeManager(node);
        } catch (IOException | RuntimeException e) {
            LOG.error("The NodeManager {} was not restarted", node, e);
        }
        Files.delete(folder.restartRequest());
    }

    /** Everything but readiness, which is told once the addresses are known. */
    private void tell(EmbeddedPhase phase) {
        if (phase == EmbeddedPhase.READY) {
            return;
        }
        try {
            EmbeddedState.of(phase).write(folder.state());
        } catch (IOException e) {
            throw new UncheckedIOException("The cluster's state could not be written to " + folder.state(), e);
        }
    }

    private static String rootCause(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private void stopAndWait() {
        stopRequested.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
