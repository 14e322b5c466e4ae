package org.tracehook.feedback;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.tracehook.config.Secret;

/**
 * The Jira that is written to.
 *
 * @param base scheme, host, port and context path, without a slash at the end; whatever is called is below it
 * @param deployment which kind of Jira it is
 * @param authorization the value of the {@code Authorization} header
 */
record JiraSite(URI base, Deployment deployment, Secret authorization) {

    JiraSite {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(authorization, "authorization");
    }

    /** The address of a resource of the REST API. */
    URI resource(String path) {
        return URI.create(base + deployment.api + path);
    }

    /**
     * Whether a delivery of that host may be answered here. A Cloud site has one name; Data Center may be called by another
     * one than it gives itself, and behind the gateway all sites have one.
     */
    boolean mayBe(String host) {
        String own = base.getHost().toLowerCase(Locale.ROOT);
        return !own.endsWith(".atlassian.net") || host.equals(own) || host.equals(Deployment.GATEWAY);
    }

    /** Names the host. */
    @Override
    public String toString() {
        return "JiraSite[" + base.getHost() + "]";
    }
}
