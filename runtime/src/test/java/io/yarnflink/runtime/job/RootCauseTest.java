package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.control.message.FailureCause;
import org.junit.jupiter.api.Test;

final class RootCauseTest {

    private static final FailureCause COMPLAINT = new FailureCause("RemoteTransportException: lost w1", "");
    private static final FailureCause BUG = new FailureCause("java.lang.ArithmeticException: / by zero", "");
    private static final FailureCause LOSS = new FailureCause("TaskManager w1 is lost", "");

    private final RootCause cause = new RootCause();

    @Test
    void shouldPreferWhatExplainsToAComplaint() {
        cause.offer(COMPLAINT, RootCause.mayExplain(COMPLAINT));
        cause.offer(LOSS, true);

        assertThat(cause.get()).contains(LOSS);
    }

    @Test
    void shouldKeepTheFirstThatExplains() {
        cause.offer(BUG, RootCause.mayExplain(BUG));
        cause.offer(LOSS, true);

        assertThat(cause.get()).contains(BUG);
    }

    @Test
    void shouldTellAComplaintIfThereIsNothingElse() {
        cause.offer(COMPLAINT, false);

        assertThat(cause.get()).contains(COMPLAINT);
    }

    @Test
    void shouldEndWithTheConclusion() {
        cause.offer(BUG, true);

        cause.conclude(LOSS);

        assertThat(cause.get()).contains(LOSS);
    }

    @Test
    void shouldForgetAfterARestart() {
        cause.offer(BUG, true);

        cause.clear();

        assertThat(cause.get()).isEmpty();
    }
}
