package com.example.tracehook;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TraceListener;

/** A trace listener of one's own: a bean, which is called for every run. */
@Singleton
public class SlowSteps implements TraceListener {

    private static final Logger LOG = Logger.getLogger(SlowSteps.class);

    private final ExampleSettings settings;

    SlowSteps(ExampleSettings settings) {
        this.settings = settings;
    }

    @Override
    public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
        Duration took = Duration.between(step.startedAt(), step.completedAt());
        if (took.compareTo(settings.slowStep()) >= 0) {
            LOG.warnf(
                    "%s took %d ms for %s",
                    step.agentName(), took.toMillis(), trace.trigger().issueKey());
        }
    }
}
