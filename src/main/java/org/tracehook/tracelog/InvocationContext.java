package org.tracehook.tracelog;

import java.util.Objects;
import org.tracehook.deadline.Deadline;
import org.tracehook.trace.Scrubber;

/**
 * The platform's invocation that brings a request.
 *
 * @param requestId Lambda's request id, the one in platform logs; null when unknown
 * @param xrayTraceId the X-Ray trace header; null when unknown
 * @param coldStart whether it is the first of the process
 * @param function the function that is invoked
 * @param deadline when its work must have ended
 */
public record InvocationContext(
        String requestId, String xrayTraceId, boolean coldStart, InvokedFunction function, Deadline deadline) {

    /** In UTF-16 units; twice what ids have when nobody meddles with them. */
    private static final int LONGEST_ID = 250;

    public InvocationContext {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(deadline, "deadline");
    }

    /** An invocation outside Lambda. */
    public InvocationContext(String requestId, String xrayTraceId, boolean coldStart, Deadline deadline) {
        this(requestId, xrayTraceId, coldStart, InvokedFunction.UNKNOWN, deadline);
    }

    /** The same with ids that are fit for logs: whoever sends a request chooses part of its X-Ray header. */
    public InvocationContext clean(Scrubber scrubber) {
        return new InvocationContext(
                scrubber.line(requestId, LONGEST_ID),
                scrubber.line(xrayTraceId, LONGEST_ID),
                coldStart,
                function,
                deadline);
    }

    /**
     * The function that is invoked.
     *
     * @param name the deployed function's name, which keeps its metrics apart from those of others in the account; null
     *     outside Lambda
     * @param arn the ARN by which it was invoked, with the alias if there was one; null when unknown
     */
    public record InvokedFunction(String name, String arn) {

        /** No Lambda function. */
        public static final InvokedFunction UNKNOWN = new InvokedFunction(null, null);
    }
}
