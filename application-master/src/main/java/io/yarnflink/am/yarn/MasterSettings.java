package io.yarnflink.am.yarn;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** What an ApplicationMaster's clients of YARN are told: the user's settings, and not to sleep long. */
final class MasterSettings {

    /** YARN's own 30 s would let a job wait as long for its containers although another ResourceManager is there. */
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private MasterSettings() {}

    /** Those of this process. */
    static YarnConfiguration read() {
        return over(new YarnConfiguration());
    }

    /** @param user the user's settings, which stay as they are */
    static YarnConfiguration over(Configuration user) {
        YarnConfiguration settings = new YarnConfiguration(user);
        long pause = settings.getLong(
                YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS,
                YarnConfiguration.DEFAULT_RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS);
        settings.setLong(
                YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, Math.min(pause, LONGEST_PAUSE_MILLIS));
        return settings;
    }
}
