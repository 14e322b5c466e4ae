package org.tracehook.jira;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.Function;

/**
 * Writes Jira's wiki markup, which webhooks and REST v2 use, as a simple Markdown. What it does not know stays as it is. Every
 * pattern takes linear time: anybody may have written the text.
 *
 * @see <a href="https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all">The notation</a>
 */
final class WikiText {

    private static final Pattern VERBATIM = Pattern.compile("\\{(code|noformat)(?::([^}\\n]*))?\\}");

    private static final Pattern HEADING = Pattern.compile("^\\s*h([1-6])\\.\\s+(.*)$");
    private static final Pattern QUOTED = Pattern.compile("^\\s*bq\\.\\s+(.*)$");
    private static final Pattern RULE = Pattern.compile("^\\s*-{4,}\\s*$");
    private static final Pattern ITEM = Pattern.compile("^\\s*([*#]{1,9}|-)\\s+(.*)$");
    private static final Pattern HEADER = Pattern.compile("^\\s*\\|\\|(.*)$");
    private static final Pattern PANEL = Pattern.compile("^\\s*\\{(?:panel|quote)(?::[^}\\n]*)?\\}\\s*$");
    private static final Pattern DECORATION = Pattern.compile("\\{(?:color|anchor|quote|panel)(?::[^}\\n]*)?\\}");

    private static final Pattern MONOSPACED = Pattern.compile("\\{\\{([^{}\\n]+)\\}\\}");
    private static final Pattern MENTION = Pattern.compile("\\[~(?:accountid:)?([^\\]\\n]+)\\]");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]|\\n\\[]+)\\|([^\\]|\\n]+)(?:\\|[^\\]\\n]*)?\\]");
    private static final Pattern BARE_LINK = Pattern.compile("\\[((?:https?|ftp)://[^\\]|\\n]+)\\]");
    private static final Pattern IMAGE = Pattern.compile("!([^!|\\s]+\\.[A-Za-z0-9]{2,5})(?:\\|[^!\\n]*)?!");
    private static final Pattern STRONG = emphasis("\\*");
    private static final Pattern EMPHASIZED = emphasis("_");
    private static final Pattern LINE_BREAK = Pattern.compile("\\\\\\\\(?:\\s|$)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([-*_{}\\[\\]!|~^+?#])");

    private final StringBuilder out = new StringBuilder();

    private WikiText() {}

    /** A text between two signs that do not stand within a word. */
    private static Pattern emphasis(String sign) {
        return Pattern.compile("(^|[\\s(>|,;:])" + sign + "([^\\s" + sign + "](?:[^" + sign + "\\n]*[^\\s" + sign
                + "])?)" + sign + "($|[^\\pL\\pN" + sign + "])");
    }

    /** The text, as Markdown. */
    static String of(String markup) {
        WikiText text = new WikiText();
        text.write(markup.replace("\r\n", "\n"));
        return text.out.toString().strip();
    }

    private void write(String markup) {
        Matcher verbatim = VERBATIM.matcher(markup);
        int written = 0;
        while (verbatim.find(written)) {
            String closing = "{" + verbatim.group(1) + "}";
            int end = markup.indexOf(closing, verbatim.end());
            if (end < 0) {
                break;
            }
            prose(markup.substring(written, verbatim.start()));
            code(verbatim.group(2), markup.substring(verbatim.end(), end));
            written = end + closing.length();
        }
        prose(markup.substring(written));
    }

    /** A block of code, with what its parameters say: a language, and a title such as its path. */
    private void code(String parameters, String code) {
        String language = "";
        String title = "";
        for (String parameter : parameters == null ? new String[0] : parameters.split("\\|")) {
            language = parameter.contains("=") ? language : parameter.strip();
            title = parameter.startsWith("title=") ? parameter.substring("title=".length()) : title;
        }
        String fence = code.contains("```") ? "~~~~" : "```";
        startLine();
        out.append(title.isEmpty() ? "" : title + ":\n")
                .append(fence)
                .append(language)
                .append('\n');
        out.append(code.replaceFirst("^\\n", ""));
        startLine();
        out.append(fence).append('\n');
    }

    private void startLine() {
        if (out.length() > 0 && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }

    private void prose(String text) {
        String[] lines = text.split("\n", -1);
        for (int n = 0; n < lines.length; n++) {
            out.append(line(lines[n])).append(n + 1 < lines.length ? "\n" : "");
        }
    }

    private static String line(String line) {
        if (PANEL.matches(line)) {
            return "";
        }
        if (RULE.matches(line)) {
            return "---";
        }
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            return "#".repeat(Integer.parseInt(heading.group(1))) + " " + inline(heading.group(2));
        }
        Matcher quoted = QUOTED.matcher(line);
        if (quoted.matches()) {
            return "> " + inline(quoted.group(1));
        }
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
            return header(header.group(1));
        }
        Matcher item = ITEM.matcher(line);
        if (item.matches()) {
            String signs = item.group(1);
            return "  ".repeat(signs.length() - 1) + (signs.endsWith("#") ? "1. " : "- ") + inline(item.group(2));
        }
        return inline(line);
    }

    private static String header(String cells) {
        String[] names = cells.replaceFirst("\\|\\|\\s*$", "").split("\\|\\|", -1);
        StringBuilder header = new StringBuilder("|");
        for (String name : names) {
            header.append(' ').append(inline(name.strip())).append(" |");
        }
        return header.append("\n|").append("---|".repeat(names.length)).toString();
    }

    private static String inline(String text) {
        String plain = replaced(DECORATION, text, found -> "");
        plain = replaced(MONOSPACED, plain, found -> "`" + found.group(1) + "`");
        plain = replaced(MENTION, plain, found -> mention(found.group(1)));
        plain = replaced(LINK, plain, found -> "[" + found.group(1) + "](" + found.group(2) + ")");
        plain = replaced(BARE_LINK, plain, found -> found.group(1));
        plain = replaced(IMAGE, plain, found -> "(attachment: " + found.group(1) + ")");
        // The sign that ends one begins the next: what stands between two is found in a second pass.
        for (int pass = 0; pass < 2; pass++) {
            plain = replaced(
                    EMPHASIZED, plain, found -> found.group(1) + "\u0001" + found.group(2) + "\u0001" + found.group(3));
            plain = replaced(
                    STRONG, plain, found -> found.group(1) + "\u0002" + found.group(2) + "\u0002" + found.group(3));
        }
        plain = replaced(LINE_BREAK, plain, found -> "\n");
        plain = replaced(ESCAPE, plain, found -> found.group(1));
        return plain.replace("\u0001", "*").replace("\u0002", "**");
    }

    private static String mention(String name) {
        return MailAddresses.looksLikeOne(name) ? "@somebody" : "@" + name;
    }

    private static String replaced(Pattern pattern, String text, Function<Matcher, String> replacement) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder result = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            result.append(text, copied, matcher.start()).append(replacement.apply(matcher));
            copied = matcher.end();
        }
        return copied == 0 ? text : result.append(text, copied, text.length()).toString();
    }
}
