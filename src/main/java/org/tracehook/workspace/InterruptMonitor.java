package org.tracehook.workspace;

import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends what the step does when it is out of time: JGit's loops over objects and files, and our own. */
final class InterruptMonitor extends EmptyProgressMonitor {

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }

    /** Goes on unless the thread is interrupted. */
    static void check() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw outOfTime();
        }
    }

    /** What ends the step; the thread is not interrupted any more. */
    static InterruptedException outOfTime() {
        Thread.interrupted();
        return new InterruptedException("the step is out of time");
    }
}
