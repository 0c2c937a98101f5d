package io.yarnflink.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;

/** A running command. */
public final class CliProcess {

    private static final Pattern APPLICATION = Pattern.compile("Submitted (application_\\d+_\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path out;
    private final Path err;

    CliProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Waits until the text has appeared on standard error. */
    public void awaitProgress(String text) {
        Awaitility.await("'" + text + "' on standard error")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    String shown = read(err);
                    if (!process.isAlive() && !shown.contains(text)) {
                        throw new AssertionError("The command ended without '" + text + "': " + shown);
                    }
                    return shown.contains(text);
                });
    }

    /** The id of the application that was submitted, as soon as it is told. */
    public ApplicationId application() {
        awaitProgress("Submitted application_");
        Matcher id = APPLICATION.matcher(read(err));
        if (!id.find()) {
            throw new AssertionError("No application's id in: " + read(err));
        }
        return ApplicationId.fromString(id.group(1));
    }

    /** The process. */
    public Process process() {
        return process;
    }

    /** Does what Ctrl-C does. Commands notice it where {@link Sigint#assumeNoticed} lets the test go on. */
    public void interrupt() throws IOException {
        Containers.signal(process.toHandle(), "INT");
    }

    /** Waits for the end. */
    public CliResult awaitEnd() {
        return awaitEnd(PATIENCE);
    }

    /** Waits for the end, so long at most. */
    public CliResult awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The command has not ended within " + patience + ": " + read(err));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
        return new CliResult(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + file, e);
        }
    }
}
