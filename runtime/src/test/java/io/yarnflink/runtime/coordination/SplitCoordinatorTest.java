package io.yarnflink.runtime.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.io.DefaultInputSplitAssigner;
import org.apache.flink.core.io.GenericInputSplit;
import org.apache.flink.core.io.InputSplitAssigner;
import org.apache.flink.core.io.InputSplitSource;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SplitCoordinatorTest {

    private final SplitCoordinator<GenericInputSplit> coordinator = new SplitCoordinator<>(new FourSplits(), 2);

    @BeforeEach
    void start() throws Exception {
        coordinator.start();
    }

    @Test
    void shouldHandOutEachSplitOnce() throws Exception {
        // when
        List<Integer> first = take(0, 3);
        List<Integer> second = take(1, 3);

        // then: the last request finds nothing
        assertThat(first).hasSize(3);
        assertThat(second).hasSize(1);
        first.addAll(second);
        assertThat(first).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void shouldHandOutAgainWhatASubtaskThatStartsOverHad() throws Exception {
        // given
        List<Integer> lost = take(0, 2);
        List<Integer> kept = take(1, 1);

        // when
        coordinator.subtaskReset(0, 7);

        // then
        assertThat(take(0, 9))
                .containsAll(lost)
                .doesNotContainAnyElementsOf(kept)
                .hasSize(3);
    }

    @Test
    void shouldHandOutEverythingAgainWhenTheJobStartsOver() throws Exception {
        // given
        take(0, 9);

        // when
        coordinator.resetToCheckpoint(7, null);

        // then
        assertThat(take(1, 9)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void shouldAnswerNothingElse() {
        assertThatThrownBy(() -> coordinator
                        .handleCoordinationRequest(new CoordinationRequest() {})
                        .get())
                .hasMessageContaining("asked for a split");
    }

    private List<Integer> take(int subtask, int requests) throws Exception {
        List<Integer> taken = new ArrayList<>();
        for (int request = 0; request < requests; request++) {
            SplitRequest.Handed handed = (SplitRequest.Handed) coordinator
                    .handleCoordinationRequest(new SplitRequest(subtask))
                    .get();
            if (handed.split() != null) {
                GenericInputSplit split = InstantiationUtil.deserializeObject(
                        handed.split(), getClass().getClassLoader());
                taken.add(split.getSplitNumber());
            }
        }
        return taken;
    }

    private static final class FourSplits implements InputSplitSource<GenericInputSplit> {

        private static final long serialVersionUID = 1L;

        @Override
        public GenericInputSplit[] createInputSplits(int atLeast) {
            return new GenericInputSplit[] {
                new GenericInputSplit(0, 4),
                new GenericInputSplit(1, 4),
                new GenericInputSplit(2, 4),
                new GenericInputSplit(3, 4)
            };
        }

        @Override
        public InputSplitAssigner getInputSplitAssigner(GenericInputSplit[] splits) {
            return new DefaultInputSplitAssigner(splits);
        }
    }
}
