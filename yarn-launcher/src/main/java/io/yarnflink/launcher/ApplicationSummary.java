package io.yarnflink.launcher;

import java.time.Instant;
import java.util.Optional;

/**
 * YARN's view of an application.
 *
 * @param id YARN's id
 * @param name as submitted
 * @param user who submitted it
 * @param queue where it was placed
 * @param state where it stands
 * @param diagnostics YARN's words: why it waits, or how it ended; may be empty
 * @param trackingUrl web address; empty until there is one
 * @param started when it was submitted
 * @param ended when it ended; empty before
 * @param resources what it holds now
 */
public record ApplicationSummary(
        AppId id,
        String name,
        String user,
        String queue,
        AppState state,
        String diagnostics,
        Optional<String> trackingUrl,
        Instant started,
        Optional<Instant> ended,
        ResourcesHeld resources) {

    /**
     * What an application holds; all 0 once it has ended or where YARN does not say.
     *
     * @param containers running containers, the ApplicationMaster's among them
     * @param memoryMib MiB allocated to them
     * @param vcores virtual cores allocated to them
     */
    public record ResourcesHeld(int containers, long memoryMib, int vcores) {}
}
