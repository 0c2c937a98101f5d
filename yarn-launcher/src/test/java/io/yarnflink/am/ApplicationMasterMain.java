package io.yarnflink.am;

import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.control.ConnectionListener;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.ControlServer;
import io.yarnflink.runtime.control.message.ClientAnswer;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.StatusMessage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Takes descriptor and identity from its credentials, serves its status, and ends as the first program argument says:
 * {@code succeed}, {@code fail}, {@code wait} (until killed), {@code serve} (a job, until it is stopped or cancelled) or
 * {@code crash}.
 */
public final class ApplicationMasterMain {

    private static final long WATCHER_SECONDS = 20;

    private final CountDownLatch watched = new CountDownLatch(1);
    private volatile ApplicationStatus status =
            new ApplicationStatus(ApplicationPhase.RUNNING, 2, 1, List.of(), Optional.empty());
    private volatile @Nullable ControlConnection watcher;
    private final BlockingQueue<FinalApplicationStatus> ends = new LinkedBlockingQueue<>();

    private ApplicationMasterMain() {}

    public static void main(String[] arguments) throws Exception {
        Credentials credentials = UserGroupInformation.getCurrentUser().getCredentials();
        ApplicationDescriptor descriptor =
                ApplicationDescriptor.decode(credentials.getSecretKey(new Text(ApplicationDescriptor.CREDENTIAL)));
        ApplicationIdentity identity =
                ApplicationIdentity.decode(credentials.getSecretKey(new Text(ApplicationIdentity.CREDENTIAL)));
        String way = descriptor.programArguments().get(0);
        if (way.equals("crash") || !Files.isReadable(Path.of(descriptor.jobJar()))) {
            System.exit(7);
        }
        new ApplicationMasterMain().run(descriptor, identity, way);
        System.exit(0);
    }

    private void run(ApplicationDescriptor descriptor, ApplicationIdentity identity, String way) throws Exception {
        YarnConfiguration configuration = new YarnConfiguration();
        descriptor.siteConfiguration().forEach(configuration::set);
        try (ControlServer server = ControlServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), identity, 1, new Listener());
                AMRMClient<AMRMClient.ContainerRequest> manager = AMRMClient.createAMRMClient()) {
            manager.init(configuration);
            manager.start();
            manager.registerApplicationMaster("127.0.0.1", server.address().getPort(), "");
            if (way.equals("wait")) {
                while (true) {
                    manager.allocate(0.1f);
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            }
            if (way.equals("serve")) {
                serve(manager);
                return;
            }
            if (!watched.await(WATCHER_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody watched");
            }
            end(manager, way);
        }
    }

    private void serve(AMRMClient<AMRMClient.ContainerRequest> manager) throws Exception {
        tell(ApplicationPhase.RUNNING, JobPhase.RUNNING);
        FinalApplicationStatus end = null;
        while (end == null) {
            manager.allocate(0.1f);
            end = ends.poll(500, TimeUnit.MILLISECONDS);
        }
        manager.unregisterApplicationMaster(end, "", "");
    }

    private void tell(ApplicationPhase phase, JobPhase job) {
        status = new ApplicationStatus(
                phase, 2, 2, List.of(new JobView("ab12", "words", job, 4, 4, 0, Optional.empty())), Optional.empty());
        ControlConnection connection = watcher;
        if (connection != null) {
            connection.send(new StatusMessage(status));
        }
    }

    private void answer(ControlConnection connection, ClientMessage.TakeSavepoint wish) {
        String folder = wish.directory().orElse("");
        if (folder.endsWith("/full")) {
            connection.send(new ClientAnswer.RequestFailed(wish.request(), "no place in " + folder));
            return;
        }
        boolean stops = wish.goal() != ClientMessage.SavepointGoal.GO_ON;
        if (stops) {
            tell(ApplicationPhase.RUNNING, JobPhase.FINISHED);
        }
        String format = wish.canonical() ? "canonical" : "native";
        connection.send(new ClientAnswer.SavepointTaken(
                wish.request(), folder + "/savepoint-" + wish.job().orElse("?") + "-" + format + "-" + wish.goal()));
        if (stops) {
            tell(ApplicationPhase.SUCCEEDED, JobPhase.FINISHED);
            ends.add(FinalApplicationStatus.SUCCEEDED);
        }
    }

    private void end(AMRMClient<AMRMClient.ContainerRequest> manager, String way) throws Exception {
        boolean failed = way.equals("fail");
        status = new ApplicationStatus(
                failed ? ApplicationPhase.FAILED : ApplicationPhase.SUCCEEDED,
                2,
                2,
                List.of(),
                failed ? Optional.of("the root cause") : Optional.empty());
        ControlConnection connection = watcher;
        if (connection != null) {
            connection.send(new StatusMessage(status));
        }
        manager.unregisterApplicationMaster(
                failed ? FinalApplicationStatus.FAILED : FinalApplicationStatus.SUCCEEDED,
                failed ? "diagnostics" : "",
                "");
    }

    private final class Listener implements ConnectionListener {

        @Override
        public void opened(ControlConnection connection) {}

        @Override
        public void received(ControlConnection connection, ControlMessage message) {
            if (message instanceof ClientMessage.WatchApplication) {
                watcher = connection;
                connection.send(new StatusMessage(status));
                watched.countDown();
            } else if (message instanceof ClientMessage.TakeSavepoint wish) {
                answer(connection, wish);
            } else if (message instanceof ClientMessage.ListCheckpoints list) {
                connection.send(new ClientAnswer.CheckpointsListed(
                        list.request(),
                        List.of(new CheckpointView("ab12", "words", 3, false, 1, 2, 3, "hdfs:///c/chk-3"))));
            } else if (message instanceof ClientMessage.CancelApplication) {
                tell(ApplicationPhase.CANCELED, JobPhase.CANCELED);
                ends.add(FinalApplicationStatus.KILLED);
            }
        }

        @Override
        public void closed(ControlConnection connection, @Nullable Throwable cause) {}
    }
}
