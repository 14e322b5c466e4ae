package org.tracehook.workspace;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.config.Faults;

/**
 * The names of an issue's branch and of its base branch.
 *
 * @param base the base branch
 * @param pattern the name of an issue's branch, with {@code {KEY}} once, or {@code {key}} for the key in lower case
 */
record BranchNames(String base, String pattern) {

    private static final Pattern KEY = Pattern.compile("\\{(?:KEY|key)}");

    /** The keys of Jira's issues, of at most a hundred characters. */
    private static final Pattern ISSUE_KEY = Pattern.compile("[A-Z][A-Z0-9_]{1,80}-[0-9]{1,18}");

    /** What git-check-ref-format(1) allows, without the characters that mean something in a shell or a URL. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+=-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.+=-]*)*");

    /** Reports configured names that cannot be used. */
    static void check(WorkspaceConfig config, Faults faults) {
        if (!isValid(config.baseBranch())) {
            faults.report(
                    "tracehook.workspace.base-branch", "is no branch name: use letters, digits, '-', '_', '.' and '/'");
        }
        String pattern = config.branchPattern();
        boolean once = KEY.matcher(pattern).results().count() == 1;
        if (!once || !isValid(KEY.matcher(pattern).replaceAll("KEY-1"))) {
            faults.report(
                    "tracehook.workspace.branch-pattern",
                    "must be a branch name with {KEY} once, or {key} for lower case, such as develop/{KEY}");
        }
    }

    /** The configured names, with the base branch that a rule sets, if it sets one. */
    static BranchNames of(WorkspaceConfig config, Optional<String> baseOfRule) throws WorkspaceException {
        if (baseOfRule.filter(name -> !isValid(name)).isPresent()) {
            throw new WorkspaceException("the rule's context.base-branch is no branch name");
        }
        return new BranchNames(baseOfRule.orElse(config.baseBranch()), config.branchPattern());
    }

    /** The issue's branch by the pattern. The key is checked, since it comes from a ticket. */
    String of(String issueKey) throws WorkspaceException {
        if (issueKey == null || !ISSUE_KEY.matcher(issueKey).matches()) {
            throw new WorkspaceException("the delivery names no issue key such as PROJ-123");
        }
        return pattern.replace("{KEY}", issueKey).replace("{key}", issueKey.toLowerCase(Locale.ROOT));
    }

    /** The issue's branch among those of a repository: by the pattern, else the single one with the key in its name. */
    String among(Collection<String> branches, String issueKey, RepositoryUrl repository) throws WorkspaceException {
        String byPattern = of(issueKey);
        if (branches.contains(byPattern)) {
            return byPattern;
        }
        Pattern key = Pattern.compile("(?i)(?<![\\p{L}\\p{N}])" + Pattern.quote(issueKey) + "(?![\\p{L}\\p{N}])");
        List<String> candidates = branches.stream()
                .filter(name -> !name.equals(base) && key.matcher(name).find())
                .sorted()
                .toList();
        if (candidates.isEmpty()) {
            throw new WorkspaceException("there is no branch of " + issueKey + " in " + repository + ": neither '"
                    + byPattern + "', which tracehook.workspace.branch-pattern names, nor another with the key in its"
                    + " name; push one, or correct the pattern or the repository");
        }
        if (candidates.size() > 1) {
            throw new WorkspaceException(candidates.size() + " branches of " + repository + " have " + issueKey
                    + " in their name, such as '"
                    + candidates.get(0) + "' and '" + candidates.get(1) + "': delete or rename all but one");
        }
        return candidates.get(0);
    }

    private static boolean isValid(String name) {
        return NAME.matcher(name).matches()
                && name.length() <= 200
                && !name.contains("..")
                && !name.startsWith("refs/")
                && List.of(name.split("/")).stream().noneMatch(part -> part.endsWith(".lock") || part.endsWith("."));
    }
}
