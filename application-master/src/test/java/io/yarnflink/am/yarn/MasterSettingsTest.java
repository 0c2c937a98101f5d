package io.yarnflink.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.Test;

final class MasterSettingsTest {

    private static final String PAUSE = YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS;

    private final Configuration user = new Configuration(false);

    @Test
    void shouldNotSleepAsLongAsYarnWouldBeforeItLooksForAnotherResourceManager() {
        assertThat(YarnConfiguration.DEFAULT_RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS)
                .isEqualTo(30_000);
        assertThat(pause()).isEqualTo(1_000);
    }

    @Test
    void shouldNotSleepLongerThanASecondWhateverTheUserSays() {
        user.setLong(PAUSE, 60_000);

        assertThat(pause()).isEqualTo(1_000);
    }

    @Test
    void shouldSleepAsShortAsTheUserSays() {
        user.setLong(PAUSE, 250);

        assertThat(pause()).isEqualTo(250);
    }

    @Test
    void shouldLeaveAllElseToTheUser() {
        // given
        user.set(YarnConfiguration.RM_SCHEDULER_ADDRESS, "rm.example.org:8030");

        // when
        YarnConfiguration settings = MasterSettings.over(user);

        // then
        assertThat(settings.get(YarnConfiguration.RM_SCHEDULER_ADDRESS)).isEqualTo("rm.example.org:8030");
        assertThat(user.get(PAUSE)).isNull();
    }

    private long pause() {
        return MasterSettings.over(user).getLong(PAUSE, -1);
    }
}
