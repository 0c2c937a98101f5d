package io.yarnflink.launcher.cache;

import java.nio.file.Path;

/**
 * A file of this machine that the cache is to hold.
 *
 * @param file where it lies
 * @param name its name in the cache
 * @param hash of its content
 * @param size in bytes
 * @param shareable whether other users may read it, where the file system's folders allow that
 */
public record LocalContent(Path file, String name, ContentHash hash, long size, boolean shareable) {}
