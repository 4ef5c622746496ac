package io.replaymq.server.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text with aligned columns, under a line of headings. Numbers are aligned at their end. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    /** A table with these headings. */
    public Table(String... headings) {
        widths = new int[headings.length];
        add(List.of(headings));
    }

    /** Adds a row, one cell for each heading. Line breaks and other control characters are shown as question marks. */
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object each : cells) {
            row.add(String.valueOf(each).replaceAll("\\p{Cntrl}", "?"));
        }
        add(row);
        return this;
    }

    private void add(List<String> row) {
        if (row.size() != widths.length) {
            throw new IllegalArgumentException(row.size() + " cells, expected " + widths.length);
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
        rows.add(row);
    }

    /** Prints it. */
    public void print(PrintWriter out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : GAP).append(padded(row.get(i), widths[i], isNumeric(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Whether all cells of a column below its heading are numbers. */
    private boolean isNumeric(int column) {
        return rows.size() > 1
                && rows.stream().skip(1).allMatch(row -> row.get(column).matches("-|-?\\d+"));
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(width - text.length());
        return right ? blanks + text : text + blanks;
    }
}
