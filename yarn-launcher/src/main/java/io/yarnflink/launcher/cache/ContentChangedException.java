package io.yarnflink.launcher.cache;

import java.io.IOException;

/** A local file changed between being hashed and being sent. */
public final class ContentChangedException extends IOException {

    ContentChangedException(LocalContent content) {
        super(content.file() + " changed while it was being uploaded; submit again once it is complete");
    }
}
