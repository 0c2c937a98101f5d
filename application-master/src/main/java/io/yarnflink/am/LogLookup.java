package io.yarnflink.am;

import io.yarnflink.runtime.log.LogReading;
import io.yarnflink.runtime.log.NumberedLog;
import io.yarnflink.runtime.taskmanager.JobManagerLookup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The application's log says where the ApplicationMaster is that leads it. */
record LogLookup(NumberedLog log) implements JobManagerLookup {

    @Override
    public Optional<Leader> find() throws IOException {
        return LogReading.newest(log)
                .map(entry ->
                        new Leader(entry.epoch(), address(entry.application().master())));
    }

    static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }
}
