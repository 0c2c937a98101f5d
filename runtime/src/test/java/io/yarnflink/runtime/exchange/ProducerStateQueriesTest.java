package io.yarnflink.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.ProducerState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.PartitionProducerStateProvider.ResponseHandle;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.io.network.partition.consumer.RemoteChannelStateChecker;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.IntermediateResultPartitionID;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Flink's own check makes of our answers. */
class ProducerStateQueriesTest {

    private final ResultPartitionID partition =
            new ResultPartitionID(new IntermediateResultPartitionID(), ExecutionAttemptID.randomId());
    private final Consumer consumer = new Consumer();
    private final List<Boolean> askAgain = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"LIVE", "FINISHED"})
    void shouldAskAgainForThePartitionOfAProducerThatIsOrWas(ProducerState state) {
        // when
        request();
        consumer.answer.complete(state);

        // then
        assertThat(askAgain).containsExactly(true);
        assertThat(consumer.canceled).isFalse();
        assertThat(consumer.failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GONE", "UNKNOWN"})
    void shouldEndTheConsumerOfAProducerThatIsGone(ProducerState state) {
        // when
        request();
        consumer.answer.complete(state);

        // then
        assertThat(askAgain).containsExactly(false);
        assertThat(consumer.canceled).isTrue();
        assertThat(consumer.failures).isEmpty();
    }

    @Test
    void shouldFailTheConsumerWhereNoAnswerComes() {
        // given
        IllegalStateException lost = new IllegalStateException("lost");

        // when
        request();
        consumer.answer.completeExceptionally(lost);

        // then
        assertThat(askAgain).containsExactly(false);
        assertThat(consumer.failures).containsExactly(lost);
    }

    @Test
    void shouldTellTheStateOfTheConsumerAtTheTimeOfTheAnswer() {
        // given
        List<ExecutionState> states = new ArrayList<>();
        new ProducerStateQueries(consumer, Runnable::run)
                .requestPartitionProducerState(
                        new IntermediateDataSetID(),
                        partition,
                        handle -> states.add(handle.getConsumerExecutionState()));

        // when
        consumer.state = AttemptState.CANCELING;
        consumer.answer.complete(ProducerState.LIVE);

        // then
        assertThat(states).containsExactly(ExecutionState.CANCELING);
    }

    private void request() {
        new ProducerStateQueries(consumer, Runnable::run)
                .requestPartitionProducerState(new IntermediateDataSetID(), partition, this::check);
    }

    private void check(ResponseHandle handle) {
        askAgain.add(new RemoteChannelStateChecker(partition, "consumer").isProducerReadyOrAbortConsumption(handle));
    }

    private static final class Consumer implements ChannelOwner {

        private final CompletableFuture<ProducerState> answer = new CompletableFuture<>();
        private final List<Throwable> failures = new ArrayList<>();
        private AttemptState state = AttemptState.RUNNING;
        private boolean canceled;

        @Override
        public ExecutionAttemptID attempt() {
            return ExecutionAttemptID.randomId();
        }

        @Override
        public String name() {
            return "consumer";
        }

        @Override
        public TaskIOMetricGroup metrics() {
            return UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup();
        }

        @Override
        public AttemptState state() {
            return state;
        }

        @Override
        public CompletableFuture<ProducerState> producerOf(ResultPartitionID asked) {
            return answer;
        }

        @Override
        public void cancel() {
            canceled = true;
        }

        @Override
        public void fail(Throwable cause) {
            failures.add(cause);
        }
    }
}
