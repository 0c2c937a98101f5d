package io.yarnflink.runtime.application;

import java.net.URI;

/**
 * A file in shared storage that is put into a container's working folder before its process starts.
 *
 * @param link name in the working folder
 * @param location where it lies
 * @param size in bytes
 * @param modificationTime in milliseconds since the epoch, as the storage reports it; it must not change afterwards
 * @param archive whether it is unpacked into a folder named {@code link}
 * @param shared whether users other than the owner may share the localized copy
 */
public record ShippedFile(
        String link, URI location, long size, long modificationTime, boolean archive, boolean shared) {}
