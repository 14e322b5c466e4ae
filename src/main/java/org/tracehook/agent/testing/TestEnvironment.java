package org.tracehook.agent.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The variables that a test command sees. This keeps secrets from being passed on by accident; it does not keep a program
 * from looking for them, which a process of the same user can.
 */
final class TestEnvironment {

    static final List<String> DEFAULT_ALLOWED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)(?:TRACEHOOK|QUARKUS|AWS|LAMBDA)_.*|_HANDLER|_X_AMZN_TRACE_ID");

    private TestEnvironment() {}

    /** The allowed variables of that environment, the fixed ones and {@code CI=true}, as build servers set it. */
    static Map<String, String> of(
            Map<String, String> environment, Collection<String> allowed, Map<String, String> fixed) {
        Map<String, String> seen = new HashMap<>(environment);
        seen.keySet().retainAll(allowed);
        seen.keySet().removeIf(TestEnvironment::isForbidden);
        seen.put("CI", "true");
        seen.putAll(fixed);
        return seen;
    }

    /** Whether a variable is the function's own or AWS': both may be secrets. */
    static boolean isForbidden(String name) {
        return FORBIDDEN.matcher(name).matches();
    }
}
