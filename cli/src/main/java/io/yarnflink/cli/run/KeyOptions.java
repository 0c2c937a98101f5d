package io.yarnflink.cli.run;

import io.yarnflink.cli.CommandException;
import java.util.Map;

/** Options that are another way to write configuration keys. What they say wins over {@code -D} and {@code config.yaml}. */
interface KeyOptions {

    /**
     * Puts the keys in that the given options stand for; what was not given leaves no trace.
     *
     * @throws CommandException if an option's value cannot be meant
     */
    void addTo(Map<String, String> keys) throws CommandException;
}
