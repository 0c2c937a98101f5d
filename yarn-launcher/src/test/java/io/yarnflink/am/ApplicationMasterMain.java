package io.yarnflink.am;

import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.control.ConnectionListener;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.ControlServer;
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
import java.util.concurrent.CountDownLatch;
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
 * {@code succeed}, {@code fail}, {@code wait} (until killed) or {@code crash}.
 */
public final class ApplicationMasterMain {

    private static final long WATCHER_SECONDS = 20;

    private final CountDownLatch watched = new CountDownLatch(1);
    private volatile ApplicationStatus status =
            new ApplicationStatus(ApplicationPhase.RUNNING, 2, 1, List.of(), Optional.empty());
    private volatile @Nullable ControlConnection watcher;

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
            if (!watched.await(WATCHER_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody watched");
            }
            end(manager, way);
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
            }
        }

        @Override
        public void closed(ControlConnection connection, @Nullable Throwable cause) {}
    }
}
