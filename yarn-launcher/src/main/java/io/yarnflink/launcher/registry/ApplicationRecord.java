package io.yarnflink.launcher.registry;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.util.Set;

/**
 * What an application's file holds. Its {@code toString} tells no secret.
 *
 * @param id YARN's id
 * @param name as submitted
 * @param cluster which resource manager knows it; a sweep judges only applications of its own
 * @param identity what a client must hold to be let in
 * @param references cached files that it may still localize
 */
public record ApplicationRecord(
        AppId id, String name, String cluster, ApplicationIdentity identity, Set<ContentHash> references) {

    public ApplicationRecord {
        references = Set.copyOf(references);
    }
}
