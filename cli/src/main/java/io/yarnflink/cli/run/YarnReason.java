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

    private static final String SCHEDULED = "waiting to be activated";
    private static final String NOTHING = "AM container is launched, waiting for AM container to Register with RM";

    private YarnReason() {}

    /** One line; empty if YARN gives no reason. */
    static String of(String diagnostics) {
        Matcher time = TIME.matcher(diagnostics.strip());
        String text = Columns.printable(DETAILS.matcher(time.replaceFirst("")).replaceFirst(""));
        if (text.contains(NOTHING)) {
            return "the ApplicationMaster is starting";
        }
        return text.contains(SCHEDULED) ? "YARN is about to schedule it" : text;
    }
}
