package io.yarnflink.launcher.naming;

import io.yarnflink.launcher.AppId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has a name.
 *
 * @param application YARN's id
 * @param cluster which resource manager knows it
 * @param since when it claimed the name, by the file system's clock
 */
public record NameOwner(AppId application, String cluster, Instant since) {

    private static final String SEPARATOR = "@";

    /** The name of the empty file that says all but the time. */
    static String marker(AppId application, String cluster) {
        return application + SEPARATOR + URLEncoder.encode(cluster, StandardCharsets.UTF_8);
    }

    String marker() {
        return marker(application, cluster);
    }

    /** Reverses {@link #marker}; empty for a name of another form. */
    static Optional<NameOwner> of(String marker, Instant since) {
        String[] parts = marker.split(SEPARATOR, 2);
        return parts.length == 2 && AppId.isId(parts[0])
                ? Optional.of(
                        new NameOwner(new AppId(parts[0]), URLDecoder.decode(parts[1], StandardCharsets.UTF_8), since))
                : Optional.empty();
    }
}
