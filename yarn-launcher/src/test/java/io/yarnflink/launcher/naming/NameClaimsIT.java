package io.yarnflink.launcher.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.cache.TestHdfs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NameClaimsIT {

    private static final String CLUSTER = "rm.example.org:8032";
    private static final int CLIENTS = 6;
    private static final int ROUNDS = 60;

    @RegisterExtension
    static final TestHdfs HDFS = new TestHdfs();

    private FileSystem fileSystem;
    private CacheLayout layout;
    private NameClaims claims;

    @BeforeEach
    void open() throws IOException {
        fileSystem = HDFS.newClient();
        layout = new CacheLayout(fileSystem.makeQualified(new org.apache.hadoop.fs.Path("/user/me/.yarn-flink")));
        claims = new NameClaims(fileSystem, layout);
        claims.prepare();
    }

    @AfterEach
    void close() throws IOException {
        fileSystem.delete(layout.root(), true);
        fileSystem.close();
    }

    @Test
    void shouldLetNobodyElseIn() throws IOException {
        // given
        LogicalName name = new LogicalName("mine");
        assertThat(claims.tryTake(name, app(1), CLUSTER)).isTrue();

        // when, then
        assertThat(claims.tryTake(name, app(2), CLUSTER)).isFalse();
        NameOwner owner = claims.owner(name).orElseThrow();
        assertThat(owner.application()).isEqualTo(app(1));
        assertThat(owner.cluster()).isEqualTo(CLUSTER);
        assertThat(fileSystem.getFileStatus(layout.names()).getPermission().toString())
                .isEqualTo("rwx------");
        claims.release(name, owner);
        assertThat(fileSystem.exists(claims.folder(name))).isFalse();
    }

    @Test
    void shouldKeepWhatElseBelongsToTheName() throws IOException {
        // given
        LogicalName name = new LogicalName("with history");
        claims.tryTake(name, app(1), CLUSTER);
        org.apache.hadoop.fs.Path history = new org.apache.hadoop.fs.Path(claims.folder(name), app(1).value());
        fileSystem.mkdirs(history);

        // when
        claims.release(name, claims.owner(name).orElseThrow());

        // then
        assertThat(claims.owner(name)).isEmpty();
        assertThat(fileSystem.exists(history)).isTrue();
    }

    @Test
    void shouldNotReleaseAClaimThatItHasNotJudged() throws IOException {
        // given a client that has judged the claim of an ended application, and paused
        LogicalName name = new LogicalName("contended");
        claims.tryTake(name, app(1), CLUSTER);
        NameOwner judged = claims.owner(name).orElseThrow();
        claims.release(name, judged);
        claims.tryTake(name, app(2), CLUSTER);

        // when it goes on
        claims.release(name, judged);

        // then
        assertThat(claims.owner(name).map(NameOwner::application)).contains(app(2));
    }

    @Test
    void shouldHaveOneOwnerAtATimeHoweverManyTakeOver() throws Exception {
        // given clients that want one name again and again, each taking it from any that has ended
        LogicalName name = new LogicalName("wanted");
        AtomicInteger ids = new AtomicInteger(100);
        AtomicInteger owners = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        ConcurrentLinkedQueue<AppId> live = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> breaches = new ConcurrentLinkedQueue<>();
        Callable<Boolean> client = () -> {
            for (int round = 0; round < ROUNDS; round++) {
                AppId own = app(ids.incrementAndGet());
                live.add(own);
                if (claims.tryTake(name, own, CLUSTER)) {
                    taken.incrementAndGet();
                    if (owners.incrementAndGet() > 1) {
                        breaches.add(own + " has the name together with another");
                    }
                    Optional<NameOwner> seen = claims.owner(name);
                    if (!seen.map(NameOwner::application).equals(Optional.of(own))) {
                        breaches.add(own + " has the name, but it belongs to " + seen);
                    }
                    owners.decrementAndGet();
                    live.remove(own);
                } else {
                    live.remove(own);
                    Optional<NameOwner> owner = claims.owner(name);
                    if (owner.isEmpty() || !live.contains(owner.get().application())) {
                        claims.release(claims.folder(name), owner);
                    }
                }
            }
            return true;
        };

        // when
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(client);
        }
        for (Future<Boolean> end : threads.invokeAll(all)) {
            assertThat(end.get()).isTrue();
        }
        threads.shutdown();

        // then
        assertThat(breaches).isEmpty();
        assertThat(taken.get()).isGreaterThan(1);
    }

    private static AppId app(int number) {
        return new AppId("application_1700000000000_%04d".formatted(number));
    }
}
