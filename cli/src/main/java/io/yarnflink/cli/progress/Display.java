package io.yarnflink.cli.progress;

import java.util.Collection;

/** Shows steps. Called by one thread at a time. */
interface Display {

    /** A step has begun, or its text has changed. */
    void changed(Step step, Collection<Step> active, long now);

    /** A step has ended; it is no longer among the active ones. */
    void ended(Step step, Collection<Step> active, long now);

    /** A line that is no step. */
    void line(String text, Collection<Step> active, long now);

    /** Time has passed or a bar has moved. */
    void tick(Collection<Step> active, long now);

    /** Nothing follows; what was shown for the moment goes away. */
    void close();
}
