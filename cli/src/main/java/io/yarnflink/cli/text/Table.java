package io.yarnflink.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, as wide as their contents.
 *
 * @param headings one for each column
 * @param rows each as long as the headings
 */
public record Table(List<String> headings, List<List<String>> rows) {

    private static final String GAP = "  ";

    public Table {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
    }

    /**
     * The lines of the table. If they would be wider than {@code columns}, the column of the given index gives way,
     * as far as its heading allows.
     */
    public List<String> lines(int columns, int elastic) {
        int[] widths = new int[headings.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(headings);
        for (List<String> row : rows) {
            all.add(row.stream().map(Columns::printable).toList());
        }
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.width(row.get(i)));
            }
        }
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        int tooMuch = Math.max(0, total - columns);
        widths[elastic] = Math.max(Columns.width(headings.get(elastic)), widths[elastic] - tooMuch);
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(Columns.pad(Columns.fit(row.get(i), widths[i]), widths[i]))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
