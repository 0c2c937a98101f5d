package io.yarnflink.launcher;

import io.yarnflink.runtime.security.ApplicationIdentity;

/**
 * An application that YARN has taken on.
 *
 * @param id YARN's id
 * @param name as submitted
 * @param identity what a client must hold to be let in by the application
 * @param applicationFile location of the one file that belongs to it alone
 * @param sizes what it asks YARN for
 * @param uploadedBytes bytes that this submission sent to the cache
 */
public record SubmittedApplication(
        AppId id,
        String name,
        ApplicationIdentity identity,
        String applicationFile,
        ContainerSizes sizes,
        long uploadedBytes) {}
