package io.yarnflink.launcher.shipping;

import io.yarnflink.launcher.cache.LocalContent;

/**
 * A file for the cache, and what containers make of it.
 *
 * @param link its name in a container's working folder
 * @param content the file on this machine; other users may not read it
 * @param archive whether it is unpacked into a folder named {@code link}
 */
public record ShippedContent(String link, LocalContent content, boolean archive) {}
