package io.yarnflink.state.log;

import io.yarnflink.runtime.log.NumberedLog;
import io.yarnflink.runtime.log.UndecidedException;
import io.yarnflink.runtime.time.Clock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A numbered log in a folder of HDFS: each entry a file, named with its number. An entry is written aside and renamed into
 * place, which fails if the number is taken. Thread-safe; entries of different writers never have the same bytes.
 */
public final class HdfsLog implements NumberedLog {

    private static final Logger LOG = LoggerFactory.getLogger(HdfsLog.class);
    private static final String ASIDE = ".aside-";
    private static final FsPermission FOLDER_MODE = new FsPermission((short) 0700);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final FileSystem files;
    private final Path folder;
    private final Rename rename;
    private final Duration patience;
    private final Clock clock = Clock.system();

    /** A rename that fails if its target exists. */
    @FunctionalInterface
    interface Rename {

        /** False if the target exists; everything else that can go wrong is thrown. */
        boolean tryRename(Path from, Path to) throws IOException;
    }

    /**
     * A log in a folder.
     *
     * @param files the file system
     */
    public HdfsLog(FileSystem files, Path folder) {
        this(files, folder, new ExclusiveRename(files), PATIENCE);
    }

    /**
     * A log in a folder of the file system that the location names. Nothing of it is touched before the first call; the
     * file system stays open until the process has ended, whatever ends it.
     *
     * @param location of the folder
     */
    public static NumberedLog at(String location) {
        return new LogAtLocation(new Path(location));
    }

    /** @param patience how long to find out whether an entry was written, if storage does not answer */
    HdfsLog(FileSystem files, Path folder, Rename rename, Duration patience) {
        this.files = files;
        this.folder = folder;
        this.rename = rename;
        this.patience = patience;
    }

    @Override
    public void prepare() throws IOException {
        files.mkdirs(folder, FOLDER_MODE);
        files.setPermission(folder, FOLDER_MODE);
    }

    @Override
    public List<Long> numbers() throws IOException {
        try {
            return Stream.of(files.listStatus(folder))
                    .map(FileStatus::getPath)
                    .map(HdfsLog::numberOf)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static Optional<Long> numberOf(Path file) {
        String name = file.getName();
        return name.isEmpty() || !name.chars().allMatch(Character::isDigit)
                ? Optional.empty()
                : Optional.of(Long.parseLong(name));
    }

    @Override
    public byte[] read(long number) throws IOException {
        try (FSDataInputStream in = files.open(place(number))) {
            return in.readAllBytes();
        }
    }

    @Override
    public boolean tryAppend(long number, byte[] entry) throws IOException {
        Path aside = new Path(folder, ASIDE + UUID.randomUUID());
        try {
            // Fails without the folder, which goes with the application: nobody may begin its log anew by accident.
            write(aside, entry);
        } catch (IOException e) {
            forget(aside);
            throw e;
        }
        try {
            // If the number is taken, it may be by this entry: storage was asked again because its answer was lost.
            return rename.tryRename(aside, place(number)) || settle(number, entry, aside);
        } catch (IOException e) {
            LOG.warn("Whether entry {} in {} has been written is not known yet", number, folder, e);
            if (settle(number, entry, aside)) {
                return true;
            }
            throw e;
        }
    }

    private void write(Path aside, byte[] entry) throws IOException {
        try (FSDataOutputStream out = files.createFile(aside).overwrite(false).build()) {
            out.write(entry);
        }
    }

    /**
     * Finds out whether an entry has its number. The file aside is taken away first: after that no rename that is still on
     * its way can come true, so what is there then is final.
     */
    private boolean settle(long number, byte[] entry, Path aside) throws IOException {
        long deadline = clock.monotonicMillis() + patience.toMillis();
        while (true) {
            try {
                files.delete(aside, false);
                return Arrays.equals(read(number), entry);
            } catch (FileNotFoundException e) {
                return false;
            } catch (IOException e) {
                if (clock.monotonicMillis() > deadline) {
                    throw new UndecidedException(
                            "Expected " + folder + " to tell within " + patience.toSeconds() + " s whether entry "
                                    + number + " has been written, but it does not answer",
                            e);
                }
                pause();
            }
        }
    }

    private static void pause() throws UndecidedException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndecidedException("Interrupted before storage has told whether an entry was written", e);
        }
    }

    private void forget(Path aside) {
        try {
            files.delete(aside, false);
        } catch (IOException e) {
            LOG.debug("{} stays behind", aside, e);
        }
    }

    @Override
    public void remove(List<Long> numbers) throws IOException {
        for (long number : numbers) {
            files.delete(place(number), false);
        }
    }

    private Path place(long number) {
        return new Path(folder, String.format("%019d", number));
    }
}
