package io.yarnflink.launcher.cache;

import org.apache.hadoop.fs.Path;

/**
 * A complete file in the cache.
 *
 * @param location with scheme and authority
 * @param hash of its content
 * @param size in bytes
 * @param modificationTime milliseconds since the epoch; never changes
 * @param shared whether every user may read it
 * @param lastUse milliseconds since the epoch, exact to an hour
 */
public record CachedContent(
        Path location, ContentHash hash, long size, long modificationTime, boolean shared, long lastUse) {}
