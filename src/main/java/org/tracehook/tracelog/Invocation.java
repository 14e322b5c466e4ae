package org.tracehook.tracelog;

/**
 * The delivery and the platform's call that a line belongs to.
 *
 * @param deliveryId Jira's identifier of the delivery; null when it sent none
 * @param requestId Lambda's request id, the one in platform logs; null when unknown
 * @param xrayTraceId the X-Ray trace header; null when unknown
 * @param coldStart whether this is the first delivery of the process
 * @param functionName the deployed function's name, which keeps its metrics apart from those of others in the account;
 *     null outside Lambda
 */
public record Invocation(
        String deliveryId, String requestId, String xrayTraceId, boolean coldStart, String functionName) {

    /** A call outside Lambda. */
    public Invocation(String deliveryId, String requestId, String xrayTraceId, boolean coldStart) {
        this(deliveryId, requestId, xrayTraceId, coldStart, null);
    }
}
