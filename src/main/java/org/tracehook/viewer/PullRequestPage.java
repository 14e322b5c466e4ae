package org.tracehook.viewer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.tracehook.viewer.LocalGitHost.Repository;

/**
 * The pages of the stand-in of a git host. Titles, texts and names are others' words, so that they stand there as plain text.
 *
 * @param repository whose branches are proposed
 * @param kept the requests
 */
record PullRequestPage(Repository repository, LocalPullRequests kept) {

    /** Nothing is loaded, and nothing runs. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final int SHOWN_DIGITS = 7;

    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; --page: light-dark(#f5f6f8, #101216); --panel: light-dark(#ffffff, #181b21); --line: light-dark(#d9dde4, #30353f);
              --text: light-dark(#1a1d23, #e8eaee); --muted: light-dark(#555c68, #a4abb8); --accent: light-dark(#4338ca, #a5b4fc); --raised: light-dark(#e4e7ed, #22262e);
              --good: light-dark(#166534, #86efac); --good-bg: light-dark(#dcf5e4, #12321f); --bad: light-dark(#b42318, #fca5a5); --bad-bg: light-dark(#fde4e1, #451a1a) }
            body { margin: 0 auto; max-width: 860px; padding: 20px 16px 40px; background: var(--page); color: var(--text); font: 14px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere }
            h1 { font-size: 21px; line-height: 1.3; margin: 14px 0 6px } h2 { font-size: 12px; color: var(--muted); text-transform: uppercase; letter-spacing: .05em; margin: 24px 0 8px }
            a { color: var(--accent) } p { margin: 6px 0 } ul { margin: 0; padding: 0; list-style: none } li { padding: 4px 0 }
            .muted { color: var(--muted) } code, pre { font: 12.5px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
            pre { margin: 0; padding: 12px 14px; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; white-space: pre-wrap }
            .badge { font-size: 11.5px; font-weight: 650; padding: 2px 8px; border-radius: 99px; background: var(--raised); color: var(--muted) }
            .good { background: var(--good-bg); color: var(--good) } .bad { background: var(--bad-bg); color: var(--bad) } footer { margin-top: 28px; color: var(--muted) }
            </style>
            </head>
            <body>
            %s
            <footer>Dev mode's stand-in of a git host. It keeps this until dev mode ends, and merges nothing.</footer>
            </body>
            </html>
            """;

    /** Every request, the last first. */
    String list() {
        List<String> links = new ArrayList<>();
        kept.all(any -> true).forEach(request -> links.add(0, "<li>" + link(request) + "</li>"));
        String body =
                links.isEmpty() ? "<p>There is no pull request yet.</p>" : "<ul>" + String.join("\n", links) + "</ul>";
        return FRAME.formatted("Pull requests", "<h1>Pull requests</h1>\n" + body);
    }

    private static String link(JsonNode request) {
        return "<a href=\"" + text(request.path("html_url")) + "\">#" + text(request.path("number")) + " "
                + text(request.path("title")) + "</a>";
    }

    /** What is shown where there is no request. */
    String missing() {
        return FRAME.formatted(
                "No such page", "<h1>There is no such page</h1>\n<p><a href=\"/\">Pull requests</a></p>");
    }

    /** One request. */
    String of(JsonNode request) {
        String branch = request.at("/head/ref").asText();
        String base = request.at("/base/ref").asText();
        String body = """
                <p><a href="/">Pull requests</a></p>
                <h1>%s <span class="muted">#%s</span></h1>
                <p><span class="badge">%s</span> <code>%s</code> into <code>%s</code></p>
                <h2>Text</h2>
                <pre>%s</pre>
                <h2>Commit statuses</h2>
                %s
                <h2>See the change</h2>
                <pre>git --git-dir %s diff %s...%s</pre>
                """.formatted(
                        text(request.path("title")),
                        text(request.path("number")),
                        request.path("draft").asBoolean() ? "Draft" : "Open",
                        escaped(branch),
                        escaped(base),
                        text(request.path("body")),
                        repository.heads().apply(branch).map(this::statuses).orElse("<p>The branch is gone.</p>"),
                        escaped(repository.directory()),
                        escaped(base),
                        escaped(branch));
        return FRAME.formatted("#" + text(request.path("number")) + " " + text(request.path("title")), body);
    }

    /** Those of the branch's head, as git hosts show them. */
    private String statuses(String commit) {
        List<String> shown =
                kept.statusesOf(commit).stream().map(PullRequestPage::status).toList();
        String id = "<code>" + escaped(commit.substring(0, SHOWN_DIGITS)) + "</code>";
        return shown.isEmpty()
                ? "<p>" + id + " has none.</p>"
                : "<p>Of " + id + ":</p>\n<ul>" + String.join("\n", shown) + "</ul>";
    }

    private static String status(JsonNode status) {
        String state = status.path("state").asText();
        return "<li><span class=\"badge" + (state.equals("success") ? " good" : " bad") + "\">" + escaped(state)
                + "</span> <b>" + text(status.path("context")) + "</b> " + text(status.path("description")) + "</li>";
    }

    private static String text(JsonNode value) {
        return escaped(value.asText());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
