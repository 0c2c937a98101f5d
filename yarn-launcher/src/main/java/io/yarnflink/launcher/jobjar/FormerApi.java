package io.yarnflink.launcher.jobjar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Classes that Flink 1 offered to programs and Flink 2 does not, each with what to do instead. Immutable. */
final class FormerApi {

    private static final String RESOURCE = "flink-1-api.txt";

    private final Map<String, String> adviceByClass = new HashMap<>();
    private final Map<String, String> adviceByPackage = new HashMap<>();

    private FormerApi(List<String> lines) {
        String advice = "";
        for (String line : lines) {
            if (line.startsWith("> ")) {
                advice = line.substring(2);
            } else if (line.endsWith("/")) {
                adviceByPackage.put(line, advice);
            } else if (!line.startsWith("#")) {
                adviceByClass.put(line, advice);
            }
        }
    }

    /** Reads the list that is packed with this class. */
    static FormerApi load() {
        try (InputStream in = FormerApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("Expected " + RESOURCE + " beside " + FormerApi.class + ", found none");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new FormerApi(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to do instead of using a class; empty if it is none of these. */
    Optional<String> adviceFor(String className) {
        String advice = adviceByClass.get(className);
        if (advice != null) {
            return Optional.of(advice);
        }
        // A loop, because every class that a JAR refers to is asked for.
        for (Map.Entry<String, String> former : adviceByPackage.entrySet()) {
            if (className.startsWith(former.getKey())) {
                return Optional.of(former.getValue());
            }
        }
        return Optional.empty();
    }

    /** All names, with slashes. */
    Set<String> classes() {
        return Set.copyOf(adviceByClass.keySet());
    }

    /** All packages of which nothing is left, each with a slash at its end. */
    List<String> packages() {
        return new ArrayList<>(adviceByPackage.keySet());
    }
}
