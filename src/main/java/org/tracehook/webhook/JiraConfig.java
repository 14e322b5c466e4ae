package org.tracehook.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.List;
import java.util.Optional;
import org.tracehook.config.SettingConverters.Text;

/** The Jiras that this function serves. */
@ConfigMapping(prefix = "tracehook.jira")
public interface JiraConfig {

    /**
     * The Jiras whose deliveries are taken; without it, any. Each is a host such as {@code acme.atlassian.net}, with port
     * and context path if there are some, such as {@code jira.example.com/jira}, or a site's cloud id, alone or as
     * {@code https://api.atlassian.com/ex/jira/<cloud id>}. A delivery is refused if a {@code self} of its issue, comment or
     * user names another Jira or none, and, with more than one Jira, if it has no {@code self}.
     */
    Optional<List<@WithConverter(Text.class) String>> site();
}
