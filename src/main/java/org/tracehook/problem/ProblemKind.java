package org.tracehook.problem;

/** Every way in which a request can end without a trace, with its HTTP status: after 408, 409, 425, 429 and 5xx Jira sends again. */
public enum ProblemKind {
    /** The body is longer than the configured limit. */
    TOO_LARGE(413, "Payload too large"),
    /** The delivery is unsigned or wrongly signed. */
    UNAUTHENTICATED(401, "Not authenticated"),
    /** The body is not declared as JSON. */
    UNSUPPORTED_TYPE(415, "Unsupported media type"),
    /** The body is not one JSON object. */
    MALFORMED(400, "Malformed body"),
    /** The path does not exist. */
    NOT_FOUND(404, "Not found"),
    /** The path is known, the method is not. */
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /** The trace was stored without the request that a rerun needs. */
    NOT_REPEATABLE(422, "Not repeatable"),
    /** Another delivery of the same issue is being worked on. */
    ISSUE_BUSY(503, "Issue busy"),
    /** The function could not invoke itself. */
    NOT_HANDED_OVER(503, "Not handed over"),
    /** The delivery ledger does not answer. */
    LEDGER_UNAVAILABLE(503, "Ledger unavailable"),
    /** A secret of Secrets Manager cannot be read. */
    SECRET_UNAVAILABLE(503, "Secret unavailable"),
    /** A query parameter is missing or invalid. */
    INVALID_PARAMETER(400, "Invalid parameter"),
    /** The trace store does not answer. */
    STORE_UNAVAILABLE(503, "Store unavailable"),
    /** A defect of Tracehook. */
    UNEXPECTED(500, "Unexpected error");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The kind in words, always the same for the kind. */
    public String title() {
        return title;
    }
}
