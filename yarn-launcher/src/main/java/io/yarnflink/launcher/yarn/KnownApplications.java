package io.yarnflink.launcher.yarn;

import io.yarnflink.launcher.AppId;
import java.io.IOException;

/** What a resource manager knows of applications' ends. */
@FunctionalInterface
public interface KnownApplications {

    /** What is known of one application; never {@link Fate#ELSEWHERE}. Throws if that cannot be found out. */
    Fate fate(AppId id) throws IOException;
}
