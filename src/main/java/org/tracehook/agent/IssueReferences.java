package org.tracehook.agent;

import java.util.regex.Pattern;

/**
 * Undoes what a git host makes of issues that a text names without a sign: a link to one of its own ({@code GH-1} on GitHub,
 * {@code GL-1} on GitLab), and the end of any, also of Jira's, once what says {@code fixes PROJ-1} is merged.
 */
public final class IssueReferences {

    /** The words by which GitHub, GitLab and Bitbucket close an issue. */
    private static final Pattern CLOSING = Pattern.compile(
            "(?i)\\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|implement(?:s|ed|ing)?)\\b");

    private static final Pattern ISSUE = Pattern.compile("\\b([A-Za-z][A-Za-z0-9_]*)-(?=\\d)");

    private static final Pattern ON_HOST = Pattern.compile("(?i)\\b(g[hl])-(?=\\d)");

    private IssueReferences() {}

    /** The text with a hyphen that looks the same where a host would link or close an issue. */
    public static String undone(String text) {
        Pattern undone = CLOSING.matcher(text).find() ? ISSUE : ON_HOST;
        return undone.matcher(text).replaceAll("$1‑");
    }
}
