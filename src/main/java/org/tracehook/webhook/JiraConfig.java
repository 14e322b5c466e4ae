package org.tracehook.webhook;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The Jira that this function serves. */
@ConfigMapping(prefix = "tracehook.jira")
public interface JiraConfig {

    /** The site's host, such as {@code acme.atlassian.net}; deliveries that name another one are refused. */
    Optional<String> site();
}
