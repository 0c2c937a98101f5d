package io.yarnflink.launcher.sweep;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.sweep.SweepDecisions.Fate;
import java.io.IOException;

/** What the resource manager knows of applications; the sweep's view of YARN. */
@FunctionalInterface
public interface KnownApplications {

    /** What is known of one application; never {@link Fate#ELSEWHERE}. Throws if that cannot be found out. */
    Fate fate(AppId id) throws IOException;
}
