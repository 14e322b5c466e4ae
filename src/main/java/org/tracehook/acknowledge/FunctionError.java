package org.tracehook.acknowledge;

import java.util.logging.Logger;

/**
 * Ends an invocation with a function error, after which Lambda sends an asynchronous event again. A reply cannot do that,
 * because Quarkus turns every failure into a successful reply with status 500. So the process ends.
 */
public final class FunctionError {

    private static final Logger LOG = Logger.getLogger(FunctionError.class.getName());

    private final boolean possible;
    private final Runnable end;

    /** Ends the process with {@code end}, which must not return. */
    FunctionError(boolean possible, Runnable end) {
        this.possible = possible;
        this.end = end;
    }

    /** Ends this process without its shutdown hooks: everything is written by then. */
    public static FunctionError ofProcess(boolean possible) {
        return new FunctionError(possible, () -> Runtime.getRuntime().halt(1));
    }

    /** Whether Lambda, or a stand-in, would send the event again. */
    public boolean isPossible() {
        return possible;
    }

    /** Ends the invocation; does not return. */
    void raise() {
        LOG.warning("The run must be tried again: the process ends, so that Lambda sends the event again");
        System.out.flush();
        end.run();
    }
}
