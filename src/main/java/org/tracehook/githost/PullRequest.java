package org.tracehook.githost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.tracehook.http.WebAddress;

/**
 * A pull request that is on the host.
 *
 * @param number by which people name it, from 1
 * @param url of its page, on the repository's host; empty when the host gave no such URL
 * @param isNew whether this run made it
 */
public record PullRequest(long number, Optional<String> url, boolean isNew) {

    /** An existing one of that repository; empty when the answer has no number. */
    static Optional<PullRequest> of(JsonNode number, JsonNode url, HostedRepository repository) {
        return number.canConvertToLong() && number.longValue() > 0
                ? Optional.of(new PullRequest(
                        number.longValue(),
                        Optional.ofNullable(url.textValue())
                                .filter(text -> WebAddress.isPageOfHost(text, repository.url())),
                        false))
                : Optional.empty();
    }

    PullRequest asNew() {
        return new PullRequest(number, url, true);
    }

    /**
     * A pull request to be made.
     *
     * @param branch whose commits it proposes
     * @param base where they are to go
     * @param title one line of plain text
     * @param body in Markdown
     */
    public record Proposal(String branch, String base, String title, String body) {

        /** Names the branches, never the texts. */
        @Override
        public String toString() {
            return "Proposal[" + branch + " to " + base + "]";
        }
    }
}
