package io.yarnflink.cli.run;

import io.yarnflink.cli.text.Columns;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an application waits for, out of YARN's diagnostics. */
final class YarnReason {

    /** YARN puts the time before its sentence: {@code [Fri Nov 20 12:00:00 +0000 2026] Application is …}. */
    private static final Pattern TIME = Pattern.compile("^\\[[^\\]]*\\]\\s*");

    /** Behind this word YARN lists the state of the queue. */
    private static final Pattern DETAILS = Pattern.compile("\\s*Details\\s*:.*$", Pattern.DOTALL);

    private static final String LAUNCHED = "AM container is launched, waiting for AM container to Register with RM";

    private YarnReason() {}

    /** One line; empty if YARN gives no reason. */
    static String of(String diagnostics) {
        Matcher time = TIME.matcher(diagnostics.strip());
        return Columns.printable(DETAILS.matcher(time.replaceFirst("")).replaceFirst(""));
    }

    /** Whether YARN has given the ApplicationMaster its container and waits for it to register. */
    static boolean masterStarts(String diagnostics) {
        return diagnostics.contains(LAUNCHED);
    }
}
