package io.yarnflink.launcher.watching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollPaceTest {

    @Test
    void shouldAskOftenWhileItWaitsForTheEndOfYarnsBooks() {
        long announced = PollPace.millis(new PollPace.Situation(false, true, 0));
        long waiting = PollPace.millis(new PollPace.Situation(false, false, 0));
        long inContact = PollPace.millis(new PollPace.Situation(true, false, 0));

        assertThat(announced).isLessThan(waiting);
        assertThat(waiting).isLessThan(inContact);
    }

    @Test
    void shouldAskLessOftenAboutWhatDoesNotChange() {
        assertThat(PollPace.millis(new PollPace.Situation(false, false, 600_000)))
                .isGreaterThan(PollPace.millis(new PollPace.Situation(false, false, 0)));
        assertThat(PollPace.millis(new PollPace.Situation(false, true, 600_000)))
                .isGreaterThan(PollPace.millis(new PollPace.Situation(false, true, 0)));
    }
}
