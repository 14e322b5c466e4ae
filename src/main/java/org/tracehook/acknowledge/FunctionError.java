package org.tracehook.acknowledge;

import java.util.logging.Logger;

/**
 * Ends an invocation as an error of the function, after which Lambda invokes an asynchronous event again. A reply cannot do
 * that: Quarkus' bridge makes a successful one of every failure, with status 500 in it. The end of the process can.
 */
public final class FunctionError {

    private static final Logger LOG = Logger.getLogger(FunctionError.class.getName());

    private final boolean possible;
    private final Runnable end;

    /** What {@code end} does must not return. */
    FunctionError(boolean possible, Runnable end) {
        this.possible = possible;
        this.end = end;
    }

    /** Ends the process, without its shutdown: what has to be written was. */
    public static FunctionError ofProcess(boolean possible) {
        return new FunctionError(possible, () -> Runtime.getRuntime().halt(1));
    }

    /** Whether there is a Lambda that would invoke again. */
    public boolean isPossible() {
        return possible;
    }

    /** Does not return. */
    void raise() {
        LOG.warning("This run is to be tried again: the process ends, which Lambda takes for an error of the function");
        System.out.flush();
        end.run();
    }
}
