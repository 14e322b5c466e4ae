package org.tracehook.app;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceSummary;

/** Shows the summary of every trace on the console of dev mode, where the JSON lines go to a file. */
@Singleton
@IfBuildProfile("dev")
class ConsoleSummary implements TraceListener {

    private static final Logger LOG = Logger.getLogger(ConsoleSummary.class);

    @Override
    public void pipelineCompleted(ExecutionTrace trace) {
        LOG.infof("%n%s%n", TraceSummary.of(trace));
    }
}
