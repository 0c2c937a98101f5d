package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.scheduling.SlotId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WorkersTest {

    private static final WorkerId W1 = new WorkerId("w1");
    private static final WorkerId W2 = new WorkerId("w2");

    private final Workers workers = new Workers();

    @BeforeEach
    void register() {
        workers.add(new Worker(W2, new WorkerAddress("b", 2), 2, 0));
        workers.add(new Worker(W1, new WorkerAddress("a", 1), 2, 0));
    }

    @Test
    void shouldFillOneWorkerAfterTheOther() {
        assertThat(workers.take(3))
                .hasValueSatisfying(taken ->
                        assertThat(taken).containsExactly(new SlotId(W1, 0), new SlotId(W1, 1), new SlotId(W2, 0)));
        assertThat(workers.freeSlots()).isEqualTo(1);
    }

    @Test
    void shouldTakeNothingIfThereAreTooFew() {
        assertThat(workers.take(5)).isEmpty();

        assertThat(workers.freeSlots()).isEqualTo(4);
    }

    @Test
    void shouldGiveAFreedSlotAgain() {
        workers.take(4);

        workers.free(new SlotId(W1, 1));

        assertThat(workers.take(1))
                .hasValueSatisfying(taken -> assertThat(taken).containsExactly(new SlotId(W1, 1)));
    }

    @Test
    void shouldTellOnceThatMoreSlotsAreFree() {
        assertThat(workers.hasMoreFree()).isTrue();
        assertThat(workers.hasMoreFree()).isFalse();

        workers.take(1);
        assertThat(workers.hasMoreFree()).isFalse();

        workers.free(new SlotId(W1, 0));
        assertThat(workers.hasMoreFree()).isTrue();
    }

    @Test
    void shouldRememberWhyAWorkerIsGone() {
        assertThat(workers.remove(W1, "first")).isPresent();
        assertThat(workers.remove(W1, "second")).isEmpty();

        assertThat(workers.goneBecause(W1)).contains("first");
        assertThat(workers.goneBecause(W2)).isEmpty();
        assertThat(workers.slots()).isEqualTo(2);
    }

    @Test
    void shouldIgnoreSlotsOfWorkersThatAreGone() {
        workers.take(1);
        workers.remove(W1, "gone");

        workers.free(new SlotId(W1, 0));

        assertThat(workers.freeSlots()).isEqualTo(2);
    }
}
