package io.yarnflink.it.ledger;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * What is left of a split.
 *
 * @param split its number
 * @param next position of the first entry that has not been given
 */
public record Portion(int split, long next) implements SourceSplit {

    @Override
    public String splitId() {
        return Integer.toString(split);
    }
}
