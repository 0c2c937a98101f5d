package io.yarnflink.state.log;

import java.io.IOException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.ipc.RemoteException;

/** Renames as HDFS does atomically. {@link FileSystem}'s public rename would move into what exists. */
record ExclusiveRename(FileSystem files) implements HdfsLog.Rename {

    @Override
    public boolean tryRename(Path from, Path to) throws IOException {
        try {
            if (files instanceof DistributedFileSystem hdfs) {
                hdfs.rename(from, to, Options.Rename.NONE);
            } else {
                FileContext.getFileContext(files.getUri(), files.getConf()).rename(from, to, Options.Rename.NONE);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (RemoteException e) {
            if (FileAlreadyExistsException.class.getName().equals(e.getClassName())) {
                return false;
            }
            throw e.unwrapRemoteException();
        }
    }
}
