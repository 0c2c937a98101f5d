package io.yarnflink.cli.text;

/** Text measured in a terminal's columns. */
public final class Columns {

    private static final String ELLIPSIS = "...";

    private Columns() {}

    /** Columns that a text takes, if it holds no control characters. */
    public static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    private static boolean isWide(int codePoint) {
        return (codePoint >= 0x1100 && codePoint <= 0x115F)
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
    }

    /** The text itself if it fits, else its beginning and three dots. */
    public static String fit(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int room = columns - ELLIPSIS.length();
        if (room <= 0) {
            return ELLIPSIS.substring(0, Math.max(0, columns));
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            used += width(codePoint);
            if (used > room) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept + ELLIPSIS;
    }

    /** Spaces behind the text until it takes so many columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /**
     * One line that is safe to print: names and diagnostics come from elsewhere and could hold control sequences. Line
     * ends become spaces, other control characters question marks.
     */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.strip().codePoints().forEach(codePoint -> safe.appendCodePoint(safe(codePoint)));
        return safe.toString();
    }

    private static int safe(int codePoint) {
        if (codePoint == '\n' || codePoint == '\r' || codePoint == '\t') {
            return ' ';
        }
        return Character.isISOControl(codePoint) ? '?' : codePoint;
    }
}
