package io.yarnflink.am.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.am.worker.ContainerCluster.Allocation;
import io.yarnflink.am.worker.ContainerCluster.Completion;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkerLoopTest {

    private static final WorkerId A = new WorkerId("a");
    private static final WorkerId B = new WorkerId("b");
    private static final Duration BRIEF = Duration.ofMillis(5);
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("host", 4711);
    private static final ApplicationOutcome SUCCESS =
            new ApplicationOutcome(ApplicationPhase.SUCCEEDED, Optional.empty());

    private static final NodePolicy NODES = new NodePolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final FakeContainerCluster cluster = new FakeContainerCluster();
    private final HeartbeatPace pace = new HeartbeatPace(BRIEF, BRIEF, BRIEF, Duration.ofMinutes(1));
    private final WorkerLoop loop = new WorkerLoop(cluster, pace, 2, NODES, Clock.system());
    private final Heard heard = new Heard();

    @AfterEach
    void end() {
        CompletableFuture<Void> unused = loop.end(SUCCESS);
    }

    @Test
    void shouldAskForATargetThatCameBeforeTheRegistration() {
        // given
        loop.setTarget(2);

        // when
        loop.open();
        loop.register(ADDRESS, heard).join();

        // then
        await().until(() -> cluster.asked.get() == 2);
        assertThat(cluster.done).containsExactly("open", "register 4711");
    }

    @Test
    void shouldStartWhatIsAllocatedAndReplaceWhatEnds() {
        // given
        startWithTarget(1);

        // when
        cluster.toAllocate.add(new Allocation(A, "node", 1));
        await().until(() -> cluster.done.contains("start a") && cluster.asked.get() == 0);
        cluster.toComplete.add(new Completion(A, new ContainerEnd("crashed", ContainerEnd.Origin.PROCESS)));

        // then
        await().until(() -> cluster.asked.get() == 1);
        assertThat(heard.events).containsExactly("allocated a", "ended a: crashed");
    }

    @Test
    void shouldStopContainersBeforeItUnregisters() {
        // given
        startWithTarget(2);
        cluster.toAllocate.add(new Allocation(A, "node", 1));
        cluster.toAllocate.add(new Allocation(B, "node", 1));
        await().until(() -> cluster.done.contains("start b"));

        // when
        loop.end(SUCCESS).join();

        // then
        await().until(() -> cluster.done.contains("close"));
        assertThat(cluster.done).containsSubsequence("stop a", "stop b", "unregister SUCCEEDED", "close");
    }

    @Test
    void shouldGoOnAfterAHeartbeatThatFailed() {
        // given
        startWithTarget(1);

        // when
        cluster.toThrow.add(new IOException("the ResourceManager is restarting"));
        cluster.toThrow.add(new IllegalStateException("something odd"));

        // then
        cluster.toAllocate.add(new Allocation(A, "node", 1));
        await().until(() -> cluster.toThrow.isEmpty() && !heard.events.isEmpty());
    }

    @Test
    void shouldExplainALossWhenYarnTells() {
        // given
        startWithTarget(1);
        cluster.toAllocate.add(new Allocation(A, "node", 1));
        await().until(() -> cluster.done.contains("start a"));
        loop.registered(A);
        cluster.starts().started(A);
        loop.release(A, "its connection broke");

        // when
        CompletableFuture<String> answer = loop.explain("TaskManager a is lost");
        CompletableFuture<String> other = loop.explain("nothing of it");
        await().until(other::isDone);
        boolean early = answer.isDone();
        cluster.toComplete.add(new Completion(A, new ContainerEnd("too much memory", ContainerEnd.Origin.PROCESS)));

        // then
        assertThat(early).isFalse();
        assertThat(other.join()).isEmpty();
        assertThat(answer.join()).isEqualTo("a: too much memory");
    }

    @Test
    void shouldExplainALossThatYarnToldOfFirst() {
        // given
        startWithTarget(1);
        cluster.toAllocate.add(new Allocation(A, "node", 1));
        await().until(() -> cluster.done.contains("start a"));
        cluster.toComplete.add(new Completion(A, new ContainerEnd("too much memory", ContainerEnd.Origin.PROCESS)));
        await().until(() -> heard.events.contains("ended a: too much memory"));

        // when
        loop.release(A, "its connection broke");

        // then
        assertThat(loop.explain("TaskManager a is lost").join()).isEqualTo("a: too much memory");
    }

    @Test
    void shouldEndWithoutUnregisteringWhenDisowned() {
        // given
        startWithTarget(1);

        // when
        cluster.toThrow.add(new ApplicationDisownedException("another attempt runs", new IOException("unknown")));
        await().until(() -> heard.events.contains("disowned: another attempt runs"));
        loop.end(SUCCESS).join();

        // then
        await().until(() -> cluster.done.contains("close"));
        assertThat(cluster.done).noneMatch(what -> what.startsWith("unregister"));
    }

    @Test
    void shouldTellWhyNoTaskManagerCanBeHad() {
        // given
        cluster.misfit = Optional.of("too large");

        // when
        startWithTarget(0);

        // then
        await().until(() -> heard.events.contains("unavailable: too large"));
    }

    @Test
    void shouldGiveUpWhereContainersAreRefusedForLong() {
        // given a loop that takes any time for long
        HeartbeatPace impatient = new HeartbeatPace(BRIEF, BRIEF, BRIEF, Duration.ZERO);
        WorkerLoop eager = new WorkerLoop(cluster, impatient, 2, NODES, Clock.system());
        cluster.toThrow.add(new ContainersRefusedException("no such label", new IOException("refused")));

        // when
        eager.setTarget(1);
        eager.open();
        eager.register(ADDRESS, heard).join();

        // then
        await().until(() ->
                heard.events.contains("unavailable: YARN refuses containers as TaskManagers need them: no such label"));
        eager.end(SUCCESS).join();
    }

    @Test
    void shouldBearThatContainersAreRefusedForAWhile() {
        // given
        startWithTarget(1);
        cluster.toThrow.add(new ContainersRefusedException("no such label", new IOException("refused")));
        await().until(cluster.toThrow::isEmpty);

        // when
        cluster.toAllocate.add(new Allocation(A, "node", 1));

        // then
        await().until(() -> cluster.done.contains("start a"));
        assertThat(heard.events).containsExactly("allocated a");
    }

    @Test
    void shouldGiveUpAfterStartsThatFail() {
        // given
        startWithTarget(1);

        // when
        for (WorkerId worker : List.of(A, B)) {
            cluster.toAllocate.add(new Allocation(worker, "node", 1));
            await().until(() -> cluster.done.contains("start " + worker));
            cluster.starts().failed(worker, "no disk");
            await().until(() -> cluster.done.contains("release " + worker));
        }

        // then
        await().until(() -> heard.events.stream().anyMatch(event -> event.startsWith("unavailable: 2 TaskManagers")));
        await().until(() -> cluster.asked.get() == 0);
    }

    @Test
    void shouldAvoidANodeWhereTaskManagersFail() {
        // given
        cluster.nodes = 3;
        startWithTarget(1);

        // when one is lost and one crashes, on the same node
        bringUp(A);
        loop.release(A, "its connection broke");
        cluster.toComplete.add(new Completion(A, new ContainerEnd("killed", ContainerEnd.Origin.PROCESS)));
        await().until(() -> cluster.asked.get() == 1);
        bringUp(B);
        cluster.toComplete.add(new Completion(B, new ContainerEnd("crashed", ContainerEnd.Origin.PROCESS)));

        // then
        await().until(() -> cluster.done.contains("avoid [node], trust []"));
        assertThat(cluster.done).filteredOn(what -> what.startsWith("avoid")).hasSize(1);
    }

    @Test
    void shouldCountALossOnce() {
        // given
        cluster.nodes = 3;
        startWithTarget(1);
        bringUp(A);

        // when the JobManager notices first and YARN tells later
        loop.release(A, "its connection broke");
        await().until(() -> cluster.asked.get() == 1);
        cluster.toComplete.add(new Completion(A, new ContainerEnd("killed", ContainerEnd.Origin.PROCESS)));
        bringUp(B);

        // then
        assertThat(heard.events).containsExactly("allocated a", "allocated b");
        assertThat(cluster.done).noneMatch(what -> what.startsWith("avoid"));
    }

    @Test
    void shouldTakeTroubledNodesRatherThanNone() {
        // given a cluster that has to trust nodes again as soon as something is missing
        HeartbeatPace impatient = new HeartbeatPace(BRIEF, BRIEF, BRIEF, Duration.ZERO);
        WorkerLoop eager =
                new WorkerLoop(cluster, impatient, 9, new NodePolicy(1, BRIEF, Duration.ofDays(1)), Clock.system());
        cluster.nodes = 3;
        eager.setTarget(1);
        eager.open();
        eager.register(ADDRESS, heard).join();

        // when
        cluster.toAllocate.add(new Allocation(A, "node", 1));
        await().until(() -> cluster.done.contains("start a"));
        cluster.toComplete.add(new Completion(A, new ContainerEnd("crashed", ContainerEnd.Origin.PROCESS)));

        // then
        await().until(() -> cluster.done.contains("avoid [], trust [node]"));
        eager.end(SUCCESS).join();
    }

    @Test
    void shouldTellOfARegistrationThatFails() {
        // given
        FakeContainerCluster broken = new FakeContainerCluster() {
            @Override
            public Optional<String> register(InetSocketAddress address) {
                throw new IllegalStateException("not allowed");
            }
        };
        WorkerLoop failing = new WorkerLoop(broken, pace, 2, NODES, Clock.system());
        failing.open();

        // when, then
        assertThatThrownBy(() -> failing.register(ADDRESS, heard).join()).hasRootCauseMessage("not allowed");
        failing.end(SUCCESS).join();
        assertThat(broken.done).noneMatch(what -> what.startsWith("unregister"));
    }

    private void bringUp(WorkerId worker) {
        cluster.toAllocate.add(new Allocation(worker, "node", 1));
        await().until(() -> cluster.done.contains("start " + worker));
        loop.registered(worker);
        cluster.starts().started(worker);
    }

    private void startWithTarget(int target) {
        loop.setTarget(target);
        loop.open();
        loop.register(ADDRESS, heard).join();
        await().until(() -> cluster.asked.get() == target);
    }

    private static final class Heard implements WorkerListener {

        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void allocated(WorkerId worker) {
            events.add("allocated " + worker);
        }

        @Override
        public void ended(WorkerId worker, String reason) {
            events.add("ended " + worker + ": " + reason);
        }

        @Override
        public void unavailable(String reason) {
            events.add("unavailable: " + reason);
        }

        @Override
        public void disowned(String reason) {
            events.add("disowned: " + reason);
        }
    }
}
