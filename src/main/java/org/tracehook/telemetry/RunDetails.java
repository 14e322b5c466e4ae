package org.tracehook.telemetry;

import java.util.Objects;

/**
 * What is known of a run beside its trace and what its listeners get.
 *
 * @param workflow the intent's configured name
 * @param refused whether no agent began because of what was asked, and not because the orchestrator broke
 * @param invocation the platform's invocation that it ran in
 * @param code what it was about in git
 */
public record RunDetails(String workflow, boolean refused, Invocation invocation, Code code) {

    public RunDetails {
        Objects.requireNonNull(workflow, "workflow");
        Objects.requireNonNull(invocation, "invocation");
        Objects.requireNonNull(code, "code");
    }

    /**
     * An invocation of the function.
     *
     * @param id Lambda's request id; null when unknown
     * @param coldStart whether it is the first of its process
     * @param trigger of {@code faas.trigger}: {@code http}, or {@code other} for a run that was accepted earlier
     * @param arn by which the function was invoked; null when unknown
     * @param xrayHeader the header of AWS X-Ray; null when there is none
     */
    public record Invocation(String id, boolean coldStart, String trigger, String arn, String xrayHeader) {}

    /**
     * What a run was about in git; each is null when there is none.
     *
     * @param repository the repository's URL
     * @param commit the commit that the run made or looked at last
     * @param pullRequest the URL of the pull request's page
     */
    public record Code(String repository, String commit, String pullRequest) {}
}
