package io.yarnflink.runtime.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.AbstractChannelStateHandle;
import org.apache.flink.runtime.state.AbstractMergedChannelStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.filemerging.EmptySegmentFileStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.jspecify.annotations.Nullable;

/**
 * A file that a checkpoint refers to.
 *
 * @param path where it is
 * @param length how many bytes it has at least; 0 if that is not known
 */
record StateFile(Path path, long length) {

    /** The files that a handle refers to; none for state that is in the metadata itself. */
    static List<StateFile> of(@Nullable StateObject handle) {
        List<StateFile> files = new ArrayList<>();
        collect(handle, files);
        return files;
    }

    /** The files that an operator's state refers to. */
    static List<StateFile> of(OperatorState state) {
        List<StateFile> files = new ArrayList<>();
        state.getDiscardables().forEach(handle -> collect(handle, files));
        return files;
    }

    /**
     * The files that go with a handle when it is discarded: those that it shares with other checkpoints stay with the
     * registry that counts who refers to them.
     */
    static List<StateFile> ownedBy(StateObject handle) {
        if (!(handle instanceof IncrementalRemoteKeyedStateHandle incremental)) {
            return of(handle);
        }
        List<StateFile> files = of(incremental.getMetaDataStateHandle());
        incremental.getPrivateState().forEach(part -> collect(part.getHandle(), files));
        return files;
    }

    private static void collect(@Nullable StateObject handle, List<StateFile> into) {
        if (handle instanceof FileStateHandle file) {
            into.add(new StateFile(file.getFilePath(), Math.max(0, file.getStateSize())));
        } else if (handle instanceof SegmentFileStateHandle segment) {
            if (!(segment instanceof EmptySegmentFileStateHandle)) {
                into.add(new StateFile(segment.getFilePath(), segment.getStartPos() + segment.getStateSize()));
            }
        } else if (handle instanceof KeyGroupsStateHandle keyGroups) {
            collect(keyGroups.getDelegateStateHandle(), into);
        } else if (handle instanceof OperatorStateHandle operator) {
            collect(operator.getDelegateStateHandle(), into);
        } else if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
            incremental.streamSubHandles().forEach(part -> collect(part, into));
        } else if (handle instanceof AbstractChannelStateHandle<?> channel) {
            collect(channel.getDelegate(), into);
        } else if (handle instanceof AbstractMergedChannelStateHandle<?, ?> channels) {
            collect(channels.getDelegate(), into);
        }
    }
}
