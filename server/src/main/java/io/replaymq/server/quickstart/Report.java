package io.replaymq.server.quickstart;

import com.example.lines.Tally;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells what happens, and keeps whether everything that was compared was the same. One thread. */
final class Report {
    private final PrintWriter out;
    private int compared;
    private int differences;

    Report(PrintWriter out) {
        this.out = out;
    }

    void heading(String text) {
        out.println();
        out.println(text);
        out.flush();
    }

    void line(String text) {
        out.println("   " + text);
        out.flush();
    }

    /** Compares lines that were received with those that were sent. */
    void compare(String what, Tally expected, long count, String checksum) {
        boolean same = expected.count() == count && expected.checksum().equals(checksum);
        verdict(
                String.format(Locale.ROOT, "%-42s %,9d lines  checksum %s", what, count, checksum),
                same,
                String.format(Locale.ROOT, "expected %,d lines, checksum %s", expected.count(), expected.checksum()));
    }

    /** Notes a number that has to be 0. */
    void expectNone(String what, long count) {
        verdict(String.format(Locale.ROOT, "%-42s %,9d", what, count), count == 0, "expected 0");
    }

    boolean allMatched() {
        return compared > 0 && differences == 0;
    }

    /** How many things were compared. */
    int compared() {
        return compared;
    }

    int differences() {
        return differences;
    }

    private void verdict(String text, boolean good, String otherwise) {
        compared++;
        if (!good) {
            differences++;
        }
        line(text + (good ? "  ok" : "  WRONG, " + otherwise));
    }
}
