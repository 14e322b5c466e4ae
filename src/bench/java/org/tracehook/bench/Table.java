package org.tracehook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured and what could not be, a row each. */
public final class Table {

    private static final String NOT_MEASURED = "not measured";

    private final List<String[]> rows = new ArrayList<>();

    /** A figure for which there is no target. */
    public void row(String what, String figure) {
        rows.add(new String[] {what, figure, "", ""});
    }

    /** Something that could not be measured here, and what it takes. */
    public void missing(String what, String why) {
        rows.add(new String[] {what, NOT_MEASURED, why, ""});
    }

    /** A figure that must not be more than its target, both in that unit. */
    public void atMost(String what, double figure, double target, String unit) {
        rows.add(new String[] {
            what, format(figure, unit), "at most " + format(target, unit), figure <= target ? "met" : "missed"
        });
    }

    /** The figure with as many digits as it is worth. */
    public static String format(double figure, String unit) {
        String digits = figure >= 100 || unit.equals("requests") ? "%,.0f" : figure >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, figure) + (unit.equals("×") ? " ×" : " " + unit);
    }

    @Override
    public String toString() {
        int[] widths = new int[4];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
