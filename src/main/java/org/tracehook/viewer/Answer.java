package org.tracehook.viewer;

import com.fasterxml.jackson.databind.JsonNode;
import org.tracehook.jira.NotAJsonObjectException;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.TraceJson;

/**
 * What the page is told.
 *
 * @param status the HTTP status code
 * @param mediaType of the body
 * @param body the document as text
 */
record Answer(int status, String mediaType, String body) {

    /** The JSON document. */
    static Answer json(JsonNode document) {
        return new Answer(200, "application/json", document.toString());
    }

    /** What is wrong with a request in the words of the webhook's replies. */
    static Answer problem(ProblemKind kind, String detail) {
        return problem(new Problem(kind, detail).document());
    }

    /** The body is no webhook. */
    static Answer malformed(NotAJsonObjectException why) {
        return problem(ProblemKind.MALFORMED, why.getMessage() + ": send the body of one webhook, a JSON object.");
    }

    /** A request that comes from no page of ours. */
    static Answer forbidden(String detail) {
        return problem(new Problem.Document("urn:tracehook:problem:forbidden", "Forbidden", 403, detail));
    }

    /** The function cannot be reached now. */
    static Answer unavailable(String detail) {
        return problem(new Problem.Document("urn:tracehook:problem:unavailable", "Unavailable", 503, detail));
    }

    private static Answer problem(Problem.Document document) {
        return new Answer(document.status(), Problem.MEDIA_TYPE, TraceJson.write(document));
    }
}
