package org.tracehook.workspace;

import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends the loops of JGit and of this package when the step's thread is interrupted because it is out of time. */
final class InterruptMonitor extends EmptyProgressMonitor {

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }

    /** Throws if the thread is interrupted. */
    static void check() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw outOfTime();
        }
    }

    /** The exception that ends the step; the thread's interrupt is cleared. */
    static InterruptedException outOfTime() {
        Thread.interrupted();
        return new InterruptedException("the step is out of time");
    }
}
