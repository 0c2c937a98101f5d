package io.yarnflink.launcher.history;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an application goes on from, by {@value #KEY}.
 *
 * @param latest whether from the newest state of its name
 * @param path from where; empty unless a path was given
 */
public record ResumeWish(boolean latest, Optional<String> path) {

    /** {@code latest}, {@code never}, or a path. */
    public static final String KEY = "yarnflink.resume";

    /** Reads the wish from an effective configuration; without one it is {@code never}. */
    public static ResumeWish of(Map<String, String> configuration) {
        String wish = configuration.getOrDefault(KEY, "").strip();
        return switch (wish.toLowerCase(Locale.ROOT)) {
            case "", "never" -> new ResumeWish(false, Optional.empty());
            case "latest" -> new ResumeWish(true, Optional.empty());
            default -> new ResumeWish(false, Optional.of(wish));
        };
    }
}
