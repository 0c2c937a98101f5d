package io.yarnflink.launcher.cache;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.ipc.RemoteException;

/** A rename that fails if its target exists, atomic on HDFS. {@link FileSystem}'s public rename would move into it. */
public final class ExclusiveRename {

    private ExclusiveRename() {}

    /**
     * Renames a file or folder.
     *
     * @return false if the target exists; then nothing has happened
     * @throws java.io.FileNotFoundException if the source does not exist
     */
    public static boolean tryRename(FileSystem fileSystem, Path from, Path to) throws IOException {
        try {
            if (fileSystem instanceof DistributedFileSystem hdfs) {
                hdfs.rename(from, to, Options.Rename.NONE);
            } else {
                Configuration configuration = fileSystem.getConf();
                FileContext.getFileContext(fileSystem.getUri(), configuration).rename(from, to, Options.Rename.NONE);
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
