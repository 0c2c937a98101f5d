package io.yarnflink.launcher.shipping;

import java.nio.file.Path;

/**
 * One thing that containers get.
 *
 * @param link its name in a container's working folder
 * @param source where it lies on this machine
 * @param form what it is there, and becomes in a container
 */
public record Parcel(String link, Path source, Form form) {

    /** What a thing is here and there. */
    public enum Form {
        /** A file here and there. */
        FILE,
        /** An archive here, a folder there. */
        ARCHIVE,
        /** A folder here and there; one archive on the way. */
        FOLDER
    }
}
