package io.yarnflink.runtime.succession;

import io.yarnflink.runtime.log.LogEvent;
import io.yarnflink.runtime.log.LogWriter;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.NumberedLog;
import io.yarnflink.runtime.log.SupersededException;
import io.yarnflink.runtime.log.UndecidedException;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This attempt's hold on the application. Thread-safe by its lock, which is held while the application is claimed; all
 * methods block on storage.
 */
final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final NumberedLog log;
    private final Attempt attempt;
    private final Consumer<LostLeadershipException> onLost;
    private @Nullable LogWriter writer;

    /** @param onLost ends the process; if it returns, the exception is thrown */
    Leadership(NumberedLog log, Attempt attempt, Consumer<LostLeadershipException> onLost) {
        this.log = log;
        this.attempt = attempt;
        this.onLost = onLost;
    }

    /** Claims the application, if that has not been done. What the log says then. */
    synchronized LoggedApplication claim() throws IOException {
        return claimed().application();
    }

    /** What the log says; empty if the application has not been claimed, because there was nothing to write. */
    synchronized Optional<LoggedApplication> known() {
        return Optional.ofNullable(writer).map(LogWriter::application);
    }

    private LogWriter claimed() throws IOException {
        LogWriter known = writer;
        if (known == null) {
            try {
                known = LogWriter.claim(
                        log,
                        attempt.number(),
                        attempt.master(),
                        LoggedApplication.fresh(attempt.name(), attempt.application()),
                        Clock.system());
            } catch (SupersededException e) {
                throw lost(e);
            }
            writer = known;
            LOG.info("Attempt {} leads the application", attempt.number());
        }
        return known;
    }

    synchronized LoggedApplication append(LogEvent event) throws IOException {
        try {
            return claimed().append(event);
        } catch (SupersededException | UndecidedException e) {
            throw lost(e);
        }
    }

    /** Makes sure that no newer attempt has claimed the application. */
    synchronized void verify() throws IOException {
        if (writer != null) {
            try {
                writer.verify();
            } catch (SupersededException e) {
                throw lost(e);
            }
        }
    }

    private LostLeadershipException lost(Exception cause) {
        LostLeadershipException lost = new LostLeadershipException(String.valueOf(cause.getMessage()), cause);
        onLost.accept(lost);
        return lost;
    }
}
