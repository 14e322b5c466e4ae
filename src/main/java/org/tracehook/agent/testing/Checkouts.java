package org.tracehook.agent.testing;

import org.tracehook.agent.AgentRequest;

/** Where the testing agent gets its files from. */
@FunctionalInterface
public interface Checkouts {

    /**
     * Checks out what the request is about.
     *
     * @return a checkout that belongs to the caller, who closes it
     * @throws CheckoutFailedException if there is none, for a reason that the trace should show
     * @throws Exception if it broke
     */
    Checkout open(AgentRequest request) throws Exception;
}
