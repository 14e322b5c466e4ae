package org.tracehook.agent.codereview;

import com.google.re2j.Pattern;
import java.util.List;
import org.tracehook.agent.codereview.LineCondition.Matching;

/** What the shipped rules look for in a line; RE2 has no look-around, so some say what may stand before instead. */
final class LinePatterns {

    private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`";

    /** What may stand before code where # begins a comment: whole string literals, but no such sign. */
    private static final String HASH_CODE = "^(?:[^#\"']|" + LITERAL + ")*?";

    /** A block comment that ends on its line. */
    private static final String BLOCK_COMMENT = "/\\*(?:[^*]|\\*+[^*/])*\\*+/";

    /** Up to the end of a block comment that began on a line before: the line begins with *, or does not open one. */
    private static final String COMMENT_END =
            "(?:\\s*\\*+(?:[^*/](?:[^*]|\\*+[^*/])*\\*+)?/" + "|(?:[^*/]|/+[^*/]|\\*+[^*/])*(?://+)?\\*+/)";

    /** Of a regular expression in JavaScript: a class, in which / needs no escape, or an escape. */
    private static final String REGEX_PART = "\\[(?:[^\\]\\\\]|\\\\.)*\\]|\\\\.";

    /** A regular expression of JavaScript, which may hold quotes. */
    private static final String REGEX = "/(?:[^/*\\[\\\\]|" + REGEX_PART + ")(?:[^/\\[\\\\]|" + REGEX_PART + ")*/";

    /** After an operand the same / would divide. */
    private static final String SLASH_CODE_PART =
            "/[^/*\"'`]|[(,=:\\[!&|?{};]\\s*" + REGEX + "|" + BLOCK_COMMENT + "|" + LITERAL;

    /** The same where // begins a comment; a line that begins with * is one too, up to where the comment ends. */
    private static final String SLASH_CODE = "^(?:\\s*|(?:" + COMMENT_END + "|\\s*(?:[^\\s*/\"'`]|" + REGEX + "|"
            + SLASH_CODE_PART + "))(?:[^/\"'`]|" + SLASH_CODE_PART + ")*?)";

    private static final String INDEX = "\\[\\s*(?:-?\\d+|[a-z]|idx|index)\\s*\\]";

    /** {@code print(} as a statement or in an expression, but no other name that ends so, and no definition of one. */
    static final LineCondition PYTHON_PRINT = matching(
            HASH_CODE
                    + "(?:(?:^|[^\\w\\s.#\"'])\\s*"
                    + "|\\b(?:and|assert|await|elif|else|from|if|in|is|not|or|raise|return|while|yield)\\s+)"
                    + "print\\s*\\(",
            "print");

    static final LineCondition PYTHON_BARE_EXCEPT = matching("^\\s*except\\s*:", "except");

    static final LineCondition PYTHON_STAR_IMPORT = matching("^\\s*from\\b[^#\"']*\\bimport\\s*\\*", "import");

    static final LineCondition PYTHON_INDEXED = matching("[\\w)\\]]" + INDEX, "[");

    static final LineCondition JAVA_OUTPUT = matching(
            SLASH_CODE + "\\bSystem\\s*\\.\\s*(?:out|err)\\s*(?:\\.|::)\\s*(?:print|append|format|write)", "System");

    static final LineCondition JAVA_CATCH_THROWABLE =
            matching("\\bcatch\\s*\\(\\s*(?:final\\s+)?(?:java\\.lang\\.)?Throwable\\b", "Throwable");

    static final LineCondition JAVA_STAR_IMPORT = matching("(?:^|\\*/)\\s*import\\s[^;/\"]*\\.\\s*\\*\\s*;", "import");

    /** An array that is read or written, not one that is made: {@code new int[8]}. */
    static final LineCondition JAVA_INDEXED = matching(
            "(?:\\)|(?:^|[^\\w\\s.$]|\\b(?:assert|case|else|return|throw|yield)\\s)\\s*[\\w.$]+)" + INDEX, "[");

    static final LineCondition JAVASCRIPT_CONSOLE = matching(
            "(?:" + SLASH_CODE + "(?:^|[^\\w$/*\"'`]|" + BLOCK_COMMENT + ")|^" + COMMENT_END + ")"
                    + "console\\s*(?:\\?\\.|\\.)\\s*\\w+\\s*\\(",
            "console");

    static final LineCondition JAVASCRIPT_EMPTY_CATCH =
            matching("\\bcatch\\s*(?:\\([^()]*\\))?\\s*\\{\\s*\\}", "catch");

    static final LineCondition JAVASCRIPT_STAR_IMPORT = matching("\\bimport\\b[^;()\"'/]*\\*\\s*as\\b", "import");

    static final LineCondition JAVASCRIPT_INDEXED = matching("[\\w$)\\]]" + INDEX, "[");

    /** A quoted /app, /root or /home, or a path below one. */
    static final LineCondition HARDCODED_PATH =
            matching("[\"'`]/(?:app|root|home)(?:/|[\"'`])", "/app", "/root", "/home");

    static final LineCondition MERGE_MARKER = matching("^(?:<{7}|>{7})(?: |$)", "<<<<<<<", ">>>>>>>");

    /** RFC 7468's header, its OpenSSL and OpenSSH kin, and that of OpenPGP (RFC 9580). */
    static final LineCondition PRIVATE_KEY =
            matching("-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----", "PRIVATE KEY");

    /** AWS access key ids, Google API keys, Azure storage account keys. */
    static final LineCondition CLOUD_KEY = matching(
            "(?:AKIA|ASIA)[0-9A-Z]{16}(?:[^0-9A-Z]|$)|AIza[0-9A-Za-z_-]{35}|AccountKey=[0-9A-Za-z+/]{20}",
            "AKIA",
            "ASIA",
            "AIza",
            "AccountKey=");

    /** Tokens of GitHub, GitLab, Slack, Atlassian, npm and Stripe, by the prefixes they were given for this purpose. */
    static final LineCondition ACCESS_TOKEN = matching(
            "gh[opusr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{22}"
                    + "|glpat-[0-9A-Za-z_-]{20}|xox[abprs]-[0-9A-Za-z-]{10}|ATATT3[0-9A-Za-z_=-]{20}"
                    + "|npm_[0-9A-Za-z]{36}|sk_live_[0-9A-Za-z]{16}",
            "gh",
            "git",
            "glpat-",
            "xox",
            "ATATT3",
            "npm_",
            "sk_live_");

    private LinePatterns() {}

    /** The hints are of {@link Matching}. */
    private static LineCondition matching(String expression, String... hints) {
        return new Matching(Pattern.compile(expression), List.of(hints));
    }
}
