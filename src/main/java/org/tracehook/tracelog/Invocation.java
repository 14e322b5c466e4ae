package org.tracehook.tracelog;

/**
 * The delivery and the platform's call that a line belongs to.
 *
 * @param deliveryId Jira's identifier of the delivery; null when it sent none
 * @param requestId Lambda's request id, the one in platform logs; null when unknown
 * @param xrayTraceId the X-Ray trace header; null when unknown
 * @param coldStart whether this is the first delivery of the process
 */
public record Invocation(String deliveryId, String requestId, String xrayTraceId, boolean coldStart) {}
