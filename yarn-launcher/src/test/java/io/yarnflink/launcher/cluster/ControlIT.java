package io.yarnflink.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationDetails;
import io.yarnflink.launcher.ApplicationNotLiveException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.RequestFailedException;
import io.yarnflink.launcher.SavepointWish;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.embedded.EmbeddedCluster;
import io.yarnflink.launcher.embedded.EmbeddedOptions;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.security.UserGroupInformation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints, checkpoints and cancellation, of one's own applications and of others', on a cluster that checks rights. */
class ControlIT {

    private static final SavepointWish SAVEPOINT =
            new SavepointWish(SavepointGoal.GO_ON, Optional.empty(), Optional.of("/savepoints"), true);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicInteger NAMES = new AtomicInteger();

    @TempDir
    static Path folder;

    private static EmbeddedCluster embedded;
    private static Path distribution;

    private final Map<String, String> configuration = new HashMap<>();
    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void startCluster() throws IOException {
        String owner = UserGroupInformation.getCurrentUser().getShortUserName();
        embedded = EmbeddedCluster.start(EmbeddedOptions.in(folder.resolve("cluster"))
                .withSettings(Map.of(
                        "yarn.acl.enable", "true",
                        "yarn.admin.acl", owner,
                        "yarn.scheduler.capacity.root.acl_administer_queue", " ",
                        "yarn.scheduler.capacity.root.default.acl_administer_queue", " ")));
        distribution = FakeDistribution.in(folder.resolve("distribution"));
    }

    @AfterAll
    static void stopCluster() throws IOException {
        embedded.close();
    }

    @AfterEach
    void endWhatRuns() throws Exception {
        try (ClusterAccess cluster = open()) {
            for (var running : cluster.applications().list(false)) {
                cluster.applications().kill(running.id());
            }
        }
    }

    @Test
    void shouldTakeASavepointAndStop() throws Exception {
        try (ClusterAccess cluster = open()) {
            // given
            AppId id = serving(cluster);

            // when
            String savepoint = cluster.control().savepoint(id, SAVEPOINT);
            String last = cluster.control()
                    .savepoint(
                            id, new SavepointWish(SavepointGoal.SUSPEND, Optional.of("AB"), Optional.empty(), false));
            Optional<Outcome> end = cluster.control().awaitEnd(id, recorder);

            // then
            assertThat(savepoint).startsWith("hdfs://").endsWith("/savepoints/savepoint-ab12-canonical-GO_ON");
            assertThat(last).isEqualTo("/savepoint-ab12-native-SUSPEND");
            assertThat(end).contains(new Outcome.Succeeded());
        }
    }

    @Test
    void shouldCancelInOrder() throws Exception {
        try (ClusterAccess cluster = open()) {
            AppId id = serving(cluster);

            assertThat(cluster.control().cancel(id, recorder)).isInstanceOf(Outcome.Killed.class);
            assertThat(cluster.applications().status(id).summary().state()).isEqualTo(AppState.KILLED);
        }
    }

    @Test
    void shouldListCheckpoints() throws Exception {
        try (ClusterAccess cluster = open()) {
            AppId id = serving(cluster);

            assertThat(cluster.control().checkpoints(id))
                    .extracting(CheckpointView::path)
                    .containsExactly("hdfs:///c/chk-3");
        }
    }

    @Test
    void shouldTellWhyThereIsNoSavepoint() throws Exception {
        try (ClusterAccess cluster = open()) {
            // given
            AppId id = serving(cluster);
            SavepointWish impossible =
                    new SavepointWish(SavepointGoal.GO_ON, Optional.empty(), Optional.of("/full"), true);

            // when, then
            assertThatThrownBy(() -> cluster.control().savepoint(id, impossible))
                    .isInstanceOf(RequestFailedException.class)
                    .hasMessageContaining("no place in hdfs://");
            cluster.applications().kill(id);
            assertThatThrownBy(() -> cluster.control().savepoint(id, SAVEPOINT))
                    .isInstanceOf(ApplicationNotLiveException.class)
                    .hasMessageContaining("has ended: killed");
        }
    }

    @Test
    void shouldObeyWhomTheModifyListNames() throws Exception {
        try (ClusterAccess cluster = open()) {
            // given an application that alice and the group operators may change
            configuration.put("yarn.modify.acls", "alice operators");
            configuration.put("yarn.view.acls", "*");
            AppId id = serving(cluster);

            // when, then
            String ofAlice = as("alice", other -> other.control().savepoint(id, SAVEPOINT));
            String ofOperator = as("olga", other -> other.control().savepoint(id, SAVEPOINT), "operators");
            assertThat(List.of(ofAlice, ofOperator)).allMatch(path -> path.endsWith("GO_ON"));
            assertThatThrownBy(() -> as("eve", other -> other.control().savepoint(id, SAVEPOINT), "visitors"))
                    .isInstanceOf(AccessRefusedException.class)
                    .hasMessageContaining("yarn.modify.acls")
                    .hasMessageContaining("user=eve");
            assertThatThrownBy(() -> as("eve", other -> other.control().cancel(id, recorder)))
                    .isInstanceOf(AccessRefusedException.class);
            assertThatThrownBy(() -> as("eve", other -> other.applications().kill(id)))
                    .isInstanceOf(AccessRefusedException.class);
            ApplicationDetails seenByEve =
                    as("eve", other -> other.applications().status(id));
            assertThat(seenByEve.unreachable())
                    .hasValueSatisfying(why -> assertThat(why).contains("yarn.modify.acls"));
            Outcome end = as("alice", other -> other.control().cancel(id, recorder));
            assertThat(end).isInstanceOf(Outcome.Killed.class);
        }
    }

    @Test
    void shouldKeepApplicationsToTheirOwnersUnlessTheySayOtherwise() throws Exception {
        try (ClusterAccess cluster = open()) {
            // given
            AppId id = serving(cluster);

            // when, then YARN does not even tell where it is
            assertThatThrownBy(() -> as("alice", other -> other.control().savepoint(id, SAVEPOINT)))
                    .isInstanceOf(AccessRefusedException.class)
                    .hasMessageContaining("yarn.view.acls");
        }
    }

    @Test
    void shouldGiveRightsOnItsOwnFileAlone() throws Exception {
        try (ClusterAccess cluster = open();
                FileSystem hdfs = hdfs()) {
            // given
            SubmittedApplication closed = submit(cluster);
            configuration.put("yarn.modify.acls", "alice");

            // when
            SubmittedApplication open = submit(cluster);

            // then
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(open.applicationFile());
            assertThat(hdfs.getAclStatus(file).getEntries())
                    .extracting(AclEntry::toString)
                    .containsExactlyInAnyOrder("user:alice:r--", "group::---");
            assertThat(hdfs.getFileStatus(file).getPermission().getOtherAction().SYMBOL)
                    .isEqualTo("---");
            assertThat(hdfs.getAclStatus(file.getParent()).getEntries())
                    .extracting(AclEntry::toString)
                    .contains("user:alice:--x");
            assertThat(hdfs.getAclStatus(new org.apache.hadoop.fs.Path(closed.applicationFile()))
                            .getEntries())
                    .isEmpty();
        }
    }

    @Test
    void shouldRefuseAListThatIsNone() throws Exception {
        try (ClusterAccess cluster = open()) {
            configuration.put("yarn.modify.acls", "alice,*");

            assertThatThrownBy(() -> submit(cluster))
                    .isInstanceOf(BadUsageException.class)
                    .hasMessageContaining("yarn.modify.acls: Expected 'user1,user2 group1,group2' or '*'");
        }
    }

    @Test
    void shouldGiveStateAPlaceThatIsTheUsersAlone() throws Exception {
        try (ClusterAccess cluster = open();
                FileSystem hdfs = hdfs()) {
            // given
            configuration.put("execution.checkpointing.interval", "10 s");

            // when
            submit(cluster);

            // then
            org.apache.hadoop.fs.Path home = new org.apache.hadoop.fs.Path(hdfs.getHomeDirectory(), ".yarn-flink");
            assertThat(recorder.notices).containsExactly("Checkpoints go to " + home + "/checkpoints");
            for (String name : List.of("checkpoints", "savepoints")) {
                assertThat(hdfs.getFileStatus(new org.apache.hadoop.fs.Path(home, name))
                                .getPermission()
                                .toString())
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    void shouldLookForTheSavepointBeforeItUploads() throws Exception {
        try (ClusterAccess cluster = open();
                FileSystem hdfs = hdfs()) {
            // given
            hdfs.mkdirs(new org.apache.hadoop.fs.Path("/states/job/chk-3"));
            hdfs.create(new org.apache.hadoop.fs.Path("/states/job/chk-3/_metadata"))
                    .close();

            // when, then
            assertThat(startingFrom(cluster, "/states/job/chk-4"))
                    .contains("found nothing there")
                    .contains("/states/job holds chk-3");
            assertThat(startingFrom(cluster, "/states/job")).contains("found a folder with chk-3");
            assertThat(startingFrom(cluster, "/nowhere/at/all")).contains("does not exist either");
            configuration.put("execution.state-recovery.path", "/states/job/chk-3");
            assertThat(submit(cluster).id().value()).isNotEmpty();
        }
    }

    private String startingFrom(ClusterAccess cluster, String path) {
        configuration.put("execution.state-recovery.path", path);
        try {
            submit(cluster);
            return "";
        } catch (BadUsageException e) {
            return String.join("\n", e.problems());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private AppId serving(ClusterAccess cluster) throws Exception {
        AppId id = submit(cluster).id();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.applications()
                        .status(id)
                        .status()
                        .filter(status -> !status.jobs().isEmpty())
                        .isPresent());
        return id;
    }

    private SubmittedApplication submit(ClusterAccess cluster) throws Exception {
        configuration.put("containerized.master.env.JAVA_HOME", System.getProperty("java.home"));
        Submission submission = new Submission(
                // Some tests leave theirs running.
                Optional.of("served " + NAMES.incrementAndGet()),
                Optional.empty(),
                FakeDistribution.jobJar(folder.resolve("job.jar"), "content"),
                Optional.empty(),
                List.of("serve"),
                configuration,
                distribution);
        return cluster.launcher().submit(submission, recorder);
    }

    private ClusterAccess open() throws BadUsageException {
        return HadoopCluster.open(conf(), configuration);
    }

    private interface Action<T> {
        T on(ClusterAccess cluster) throws LauncherException, InterruptedException;
    }

    private static <T> T as(String user, Action<T> action, String... groups) throws Exception {
        UserGroupInformation other = UserGroupInformation.createUserForTesting(user, groups);
        try {
            return other.doAs((PrivilegedExceptionAction<T>) () -> {
                try (ClusterAccess cluster = HadoopCluster.open(conf(), Map.of())) {
                    return action.on(cluster);
                }
            });
        } catch (java.lang.reflect.UndeclaredThrowableException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static FileSystem hdfs() throws IOException {
        Configuration client = new Configuration();
        client.addResource(
                new org.apache.hadoop.fs.Path(conf().resolve("core-site.xml").toUri()));
        assertThat(Files.exists(conf())).isTrue();
        return FileSystem.newInstance(client);
    }

    private static Path conf() {
        return folder.resolve("cluster").resolve("conf");
    }
}
