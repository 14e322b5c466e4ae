package org.tracehook.agent.codereview;

import java.util.ArrayDeque;
import java.util.Deque;

/** A path as a repository knows it: {@code /} between parts, of which none is empty, {@code .} or {@code ..}. */
final class PlainPath {

    private PlainPath() {}

    /** The plain form, so that {@code ./src//app.py} cannot slip past a rule for {@code src/*.py}. */
    static String of(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.replace('\\', '/').split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
