package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyVertex;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.junit.jupiter.api.Test;

/** Regions that read what others leave when they have finished. */
final class KeptOutputsTest {

    private static final RestartPolicy OFTEN = new RestartPolicy.FixedDelay(10, Duration.ZERO);

    private final CoreScenario core = new CoreScenario();

    private static TopologyVertex vertex(int slot, Integer... upstream) {
        return new TopologyVertex(
                new JobVertexID(), "v" + slot, 1, slot, List.of(upstream), Set.of(), Set.of(upstream));
    }

    /** Three vertices in a row, each in a slot of its own. */
    private static JobTopology threeInARow() {
        return new JobTopology(new JobID(), "row", List.of(vertex(0), vertex(1, 0), vertex(2, 1)));
    }

    private JobAction.DeployAttempt finish(JobAction.DeployAttempt order) {
        core.report(order, AttemptState.RUNNING);
        core.report(order, AttemptState.FINISHED);
        return order;
    }

    @Test
    void shouldStartARegionWhenAllOfItsInputIsThere() {
        // given
        core.connect("w1");
        core.submit(new JobTopology(new JobID(), "shared", List.of(vertex(0), vertex(0), vertex(0, 0, 1))), OFTEN);
        List<JobAction.DeployAttempt> sources = core.deployments();
        assertThat(sources).extracting(order -> order.subtask().vertex()).containsExactly(0, 1);
        assertThat(core.phase()).isEqualTo(JobPhase.RUNNING);

        // when
        finish(sources.get(0));
        assertThat(core.deployments()).isEmpty();
        finish(sources.get(1));

        // then: in the same slot, and it knows where its input is
        JobAction.DeployAttempt reader = core.only(JobAction.DeployAttempt.class);
        assertThat(reader.subtask().vertex()).isEqualTo(2);
        assertThat(reader.placement().of(new Subtask(0, 0)).attempt())
                .isEqualTo(sources.get(0).attempt());
        finish(reader);
        assertThat(core.phase()).isEqualTo(JobPhase.FINISHED);
    }

    @Test
    void shouldStartOverFromTheBeginningWhenWhatIsYetToBeReadIsLost() {
        // given
        JobAction.DeployAttempt source = startSource("w1");
        core.connect("w2");
        JobAction.DeployAttempt reader = finishAndNext(source);

        // when
        core.lose(source.worker().value());

        // then
        assertThat(core.canceled()).containsExactly(reader.attempt());
        core.report(reader, AttemptState.CANCELED);
        assertThat(core.only(JobAction.JobReset.class).checkpoint()).isEmpty();
        core.connect("w3");
        assertThat(core.deployments())
                .singleElement()
                .matches(order -> order.subtask().equals(source.subtask()))
                .matches(order -> order.attempt().getAttemptNumber() == 1);
    }

    @Test
    void shouldNotMissWhatHasBeenRead() {
        // given
        JobAction.DeployAttempt source = startSource("w1");
        core.connect("w2");
        JobAction.DeployAttempt reader = finishAndNext(source);
        core.connect("w3");
        JobAction.DeployAttempt last = finishAndNext(reader);

        // when
        core.lose(source.worker().value());

        // then
        assertThat(core.canceled()).isEmpty();
        finish(last);
        assertThat(core.phase()).isEqualTo(JobPhase.FINISHED);
    }

    @Test
    void shouldStartOverWithTheReaderAloneWhenItFails() {
        // given
        JobAction.DeployAttempt source = startSource("w1");
        core.connect("w2");
        JobAction.DeployAttempt reader = finishAndNext(source);
        core.report(reader, AttemptState.RUNNING);

        // when
        core.fail(reader, "bad luck");

        // then
        JobAction.DeployAttempt again = core.only(JobAction.DeployAttempt.class);
        assertThat(again.subtask()).isEqualTo(reader.subtask());
        assertThat(again.placement().of(source.subtask()).attempt()).isEqualTo(source.attempt());
        assertThat(core.phase()).isEqualTo(JobPhase.RUNNING);
    }

    @Test
    void shouldCancelAlsoWhatHasNotBegun() {
        // given
        core.connect("w1");
        JobTopology topology = threeInARow();
        core.submit(topology, OFTEN);
        JobAction.DeployAttempt source = core.only(JobAction.DeployAttempt.class);
        core.report(source, AttemptState.RUNNING);

        // when
        core.tell(new JobEvent.CancelRequested(topology.job()));
        core.report(source, AttemptState.CANCELED);

        // then
        assertThat(core.phase()).isEqualTo(JobPhase.CANCELED);
    }

    private JobAction.DeployAttempt startSource(String worker) {
        core.connect(worker);
        core.submit(threeInARow(), OFTEN);
        return core.only(JobAction.DeployAttempt.class);
    }

    private JobAction.DeployAttempt finishAndNext(JobAction.DeployAttempt order) {
        finish(order);
        return core.only(JobAction.DeployAttempt.class);
    }
}
