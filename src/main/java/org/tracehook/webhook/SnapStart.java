package org.tracehook.webhook;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jboss.logging.Logger;
import org.tracehook.workspace.Workspaces;

/**
 * Rehearses a delivery before Lambda keeps the started process for later. Where Lambda does not, it does nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 */
@Singleton
class SnapStart implements Resource {

    private static final Logger LOG = Logger.getLogger(SnapStart.class);

    private final Instance<Workspaces> workspaces;

    SnapStart(Instance<Workspaces> workspaces) {
        this.workspaces = workspaces;
    }

    /** The context knows its resources weakly: this one lives as long as the function. */
    void register(@Observes StartupEvent started) {
        if (Environment.isSnapStart()) {
            Core.getGlobalContext().register(this);
        }
    }

    /** Never throws: a snapshot that was not rehearsed is a slower one, and no reason not to deploy. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            Rehearsal rehearsal = new Rehearsal(workspaces.get());
            rehearsal.delivery();
            rehearsal.request();
        } catch (RuntimeException | Error e) {
            LOG.warn("The snapshot is taken without a rehearsal", e);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
