package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.log.NumberedLog;
import java.io.IOException;
import java.util.List;

/** The log as one process sees it. Before and after each call the process may be struck. */
final class ProcessLog implements NumberedLog {

    private final SharedLog log;
    private final Runnable mayBeStruck;

    ProcessLog(SharedLog log, Runnable mayBeStruck) {
        this.log = log;
        this.mayBeStruck = mayBeStruck;
    }

    @Override
    public void prepare() {
        mayBeStruck.run();
    }

    @Override
    public List<Long> numbers() throws IOException {
        mayBeStruck.run();
        List<Long> numbers = log.entries().numbers();
        mayBeStruck.run();
        return numbers;
    }

    @Override
    public byte[] read(long number) throws IOException {
        mayBeStruck.run();
        return log.entries().read(number);
    }

    @Override
    public boolean tryAppend(long number, byte[] entry) throws IOException {
        mayBeStruck.run();
        boolean won = log.entries().tryAppend(number, entry);
        if (won) {
            log.written(number, entry);
        }
        mayBeStruck.run();
        return won;
    }

    @Override
    public void remove(List<Long> numbers) throws IOException {
        for (long number : numbers) {
            mayBeStruck.run();
            log.entries().remove(List.of(number));
        }
    }
}
