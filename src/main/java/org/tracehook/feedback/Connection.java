package org.tracehook.feedback;

import org.tracehook.http.Backoff;
import org.tracehook.http.Exchange;

/**
 * How Jira is reached.
 *
 * @param exchange sends requests, all of them over one client
 * @param backoff waits between them
 */
record Connection(Exchange exchange, Backoff backoff) {}
