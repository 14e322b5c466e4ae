package org.tracehook.workspace;

import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends JGit's loops over objects and files when the step is out of time. */
final class UntilInterrupted extends EmptyProgressMonitor {

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
