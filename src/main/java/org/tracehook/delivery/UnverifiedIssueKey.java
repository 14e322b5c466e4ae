package org.tracehook.delivery;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import org.tracehook.jira.Issue;

/**
 * The issue key in a delivery that was refused before its body was parsed. With it the log line is found by those who ask
 * why an issue did not run.
 *
 * <p>Such a body is not authentic, so it is not parsed: the first member that looks like an issue's key is taken.
 */
final class UnverifiedIssueKey {

    private static final Pattern MEMBER = Pattern.compile("\"key\"\\s*:\\s*\"([A-Z][A-Z0-9_]+-[0-9]+)\"");
    private static final int LOOKED_AT = 64 * 1024;

    private UnverifiedIssueKey() {}

    /** The key, or null when there is nothing of its shape. */
    static String of(Delivery delivery) {
        byte[] body = delivery.body();
        String start = new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        Matcher member = MEMBER.matcher(start);
        String key = member.find() ? member.group(1) : delivery.pathKey();
        return key != null && Issue.isKey(key) ? key : null;
    }
}
