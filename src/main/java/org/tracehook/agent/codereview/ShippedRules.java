package org.tracehook.agent.codereview;

import static org.tracehook.agent.codereview.Category.ARCHITECTURE;
import static org.tracehook.agent.codereview.Category.EDGE_CASE;
import static org.tracehook.agent.codereview.Category.SECURITY;
import static org.tracehook.agent.codereview.Category.STANDARDS;

import java.util.List;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;
import org.tracehook.agent.codereview.LineCondition.LongerThan;
import org.tracehook.config.Faults;

/** The rules that hold unless the configuration says otherwise. */
final class ShippedRules {

    private static final Glob PYTHON = Glob.of("*.py");

    private static final Glob JAVA = Glob.of("*.java");

    private static final Glob JAVASCRIPT = Glob.of("*.{js,jsx,mjs,cjs,ts,tsx}");

    /** The files of the languages that these rules are about. */
    static final List<Glob> LANGUAGES = List.of(PYTHON, JAVA, JAVASCRIPT);

    private static final Glob ANY = Glob.of("**");

    private static final LineCondition OVER_100 = new LongerThan(100);

    private static final String LINE = "Line too long ({length} > 100)";

    private static final String PATH = "Hardcoded file paths detected; use environment variables";

    private static final String PRINT = "Direct print() calls not allowed; use logging";

    private static final String SYSTEM_OUT = "Direct System.out/System.err output not allowed; use a logger";

    private static final String CONSOLE = "Direct console calls not allowed; use a logger";

    private static final String EXCEPT = "Bare 'except:' not allowed; specify exception type";

    private static final String THROWABLE = "Catching Throwable not allowed; catch a specific exception";

    private static final String CATCH = "Empty catch blocks not allowed; handle the error";

    private static final String IMPORT = "Wildcard imports not allowed";

    private static final String INDEX = "Direct array/list indexing detected; verify bounds";

    private static final String PRIVATE_KEY = "Private key detected; remove it and rotate the key";

    private static final String CLOUD_KEY = "Cloud access key detected; remove it and rotate the key";

    private static final String TOKEN = "Access token detected; remove it and revoke the token";

    private static final String MERGE = "Merge conflict marker found; resolve the conflict";

    static final List<ReviewRule> ALL = Stream.of(python(), java(), javascript(), anyFile())
            .flatMap(List::stream)
            .toList();

    private ShippedRules() {}

    /** The shipped rules that hold with that configuration: beside rules of the user's own those against secrets still hold. */
    static List<ReviewRule> beside(ReviewConfig config, Faults faults) {
        boolean all = config.includeShipped() || config.rules().isEmpty();
        List<String> disabled = config.disabled().orElse(List.of());
        disabled.stream()
                .filter(id -> !ids(ALL).contains(id))
                .forEach(id -> faults.report("tracehook.review.disabled", unknown(id)));
        List<ReviewRule> holding = ALL.stream()
                .filter(rule -> all || rule.category() == SECURITY)
                .filter(rule -> !disabled.contains(rule.id()))
                .toList();
        for (int number = 0; number < config.rules().size(); number++) {
            String id = config.rules().get(number).id();
            if (ids(holding).contains(id)) {
                faults.report("tracehook.review.rules[" + number + "].id", taken(id));
            }
        }
        return holding;
    }

    private static String taken(String id) {
        return "is also the id of a shipped rule that holds: give the rule another id, or add " + id
                + " to tracehook.review.disabled (TRACEHOOK_REVIEW_DISABLED) to have it in its place";
    }

    private static String unknown(String id) {
        return "'" + id + "' is no shipped rule: use ids of " + String.join(", ", ids(ALL));
    }

    private static List<String> ids(List<ReviewRule> rules) {
        return rules.stream().map(ReviewRule::id).toList();
    }

    private static List<ReviewRule> python() {
        return List.of(
                rule("python-print", PYTHON, ARCHITECTURE, LinePatterns.PYTHON_PRINT, PRINT),
                rule("python-hardcoded-path", PYTHON, ARCHITECTURE, LinePatterns.HARDCODED_PATH, PATH),
                rule("python-line-length", PYTHON, STANDARDS, OVER_100, LINE),
                rule("python-bare-except", PYTHON, STANDARDS, LinePatterns.PYTHON_BARE_EXCEPT, EXCEPT),
                rule("python-wildcard-import", PYTHON, STANDARDS, LinePatterns.PYTHON_STAR_IMPORT, IMPORT),
                rule("python-direct-index", PYTHON, EDGE_CASE, LinePatterns.PYTHON_INDEXED, INDEX));
    }

    private static List<ReviewRule> java() {
        return List.of(
                rule("java-system-out", JAVA, ARCHITECTURE, LinePatterns.JAVA_OUTPUT, SYSTEM_OUT),
                rule("java-hardcoded-path", JAVA, ARCHITECTURE, LinePatterns.HARDCODED_PATH, PATH),
                rule("java-line-length", JAVA, STANDARDS, OVER_100, LINE),
                rule("java-catch-throwable", JAVA, STANDARDS, LinePatterns.JAVA_CATCH_THROWABLE, THROWABLE),
                rule("java-wildcard-import", JAVA, STANDARDS, LinePatterns.JAVA_STAR_IMPORT, IMPORT),
                rule("java-direct-index", JAVA, EDGE_CASE, LinePatterns.JAVA_INDEXED, INDEX));
    }

    private static List<ReviewRule> javascript() {
        return List.of(
                rule("javascript-console", JAVASCRIPT, ARCHITECTURE, LinePatterns.JAVASCRIPT_CONSOLE, CONSOLE),
                rule("javascript-hardcoded-path", JAVASCRIPT, ARCHITECTURE, LinePatterns.HARDCODED_PATH, PATH),
                rule("javascript-line-length", JAVASCRIPT, STANDARDS, OVER_100, LINE),
                rule("javascript-empty-catch", JAVASCRIPT, STANDARDS, LinePatterns.JAVASCRIPT_EMPTY_CATCH, CATCH),
                rule("javascript-wildcard-import", JAVASCRIPT, STANDARDS, LinePatterns.JAVASCRIPT_STAR_IMPORT, IMPORT),
                rule("javascript-direct-index", JAVASCRIPT, EDGE_CASE, LinePatterns.JAVASCRIPT_INDEXED, INDEX));
    }

    private static List<ReviewRule> anyFile() {
        return List.of(
                rule("private-key", ANY, SECURITY, LinePatterns.PRIVATE_KEY, PRIVATE_KEY),
                rule("cloud-key", ANY, SECURITY, LinePatterns.CLOUD_KEY, CLOUD_KEY),
                rule("access-token", ANY, SECURITY, LinePatterns.ACCESS_TOKEN, TOKEN),
                rule("merge-marker", ANY, STANDARDS, LinePatterns.MERGE_MARKER, MERGE));
    }

    private static ReviewRule rule(String id, Glob files, Category category, LineCondition condition, String message) {
        return new ReviewRule(id, category, List.of(files), condition, message);
    }
}
