package io.yarnflink.launcher.yarn;

import io.yarnflink.launcher.ApplicationSummary;
import java.util.Optional;

/**
 * What YARN says of an application.
 *
 * @param summary for people
 * @param master where the ApplicationMaster's control server listens; empty before it has registered
 * @param attempt how often YARN has started the ApplicationMaster; 0 where it does not say
 */
public record YarnReport(ApplicationSummary summary, Optional<Address> master, int attempt) {

    /** Host and port. */
    public record Address(String host, int port) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
