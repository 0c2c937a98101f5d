package io.yarnflink.launcher.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.naming.ClaimDecisions.Verdict;
import io.yarnflink.launcher.yarn.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimDecisionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final AppId OWN = new AppId("application_1700000000000_0009");
    private static final AppId OTHER = new AppId("application_1700000000000_0008");

    private final ClaimDecisions decisions = new ClaimDecisions("here", OWN);

    @Test
    void shouldKnowItsOwnClaim() {
        // given an answer that was lost
        assertThat(decisions.judge(claim(OWN, NOW), Fate.UNKNOWN, NOW)).isEqualTo(Verdict.OWN);
    }

    @Test
    void shouldTakeOverOnlyFromThoseThatHaveEnded() {
        NameOwner old = claim(OTHER, NOW.minus(Duration.ofDays(300)));
        assertThat(decisions.judge(old, Fate.LIVE, NOW)).isEqualTo(Verdict.LIVE);
        assertThat(decisions.judge(old, Fate.ELSEWHERE, NOW)).isEqualTo(Verdict.ELSEWHERE);
        assertThat(decisions.judge(claim(OTHER, NOW), Fate.ENDED, NOW)).isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldGiveAClientTimeToSubmit() {
        // given a client that died between claiming and submitting, or is about to submit
        NameOwner owner = claim(OTHER, NOW.minus(ClaimDecisions.SUBMISSION_GRACE));

        // when, then
        assertThat(decisions.judge(owner, Fate.UNKNOWN, NOW)).isEqualTo(Verdict.SUBMITTING);
        assertThat(decisions.judge(owner, Fate.UNKNOWN, NOW.plusMillis(1))).isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldNotWaitForAnApplicationThatAFormerResourceManagerHas() {
        // given a resource manager that was started anew and has forgotten all
        NameOwner owner = claim(new AppId("application_1600000000000_0042"), NOW);

        // when, then
        assertThat(decisions.judge(owner, Fate.UNKNOWN, NOW)).isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldReadWhatAMarkerSays() {
        NameOwner owner = new NameOwner(OTHER, "rm.example.org:8032, the one/*", NOW);
        assertThat(NameOwner.of(owner.marker(), NOW)).contains(owner);
        assertThat(NameOwner.of("something else", NOW)).isEqualTo(Optional.empty());
    }

    private static NameOwner claim(AppId id, Instant since) {
        return new NameOwner(id, "here", since);
    }
}
