package io.yarnflink.it.ledger;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Passes lines on, and its task through a turnstile at certain points of its life. */
final class Held extends RichMapFunction<String, String> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final Turnstile turnstile;

    Held(Turnstile turnstile) {
        this.turnstile = turnstile;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        turnstile.pass(HeldLedgerJob.Point.OPEN);
    }

    @Override
    public String map(String line) {
        return line;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        // It has none.
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        turnstile.pass(HeldLedgerJob.Point.SNAPSHOT);
    }

    @Override
    public void close() throws Exception {
        turnstile.pass(HeldLedgerJob.Point.CLOSE);
    }
}
