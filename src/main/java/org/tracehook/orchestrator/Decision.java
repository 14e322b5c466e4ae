package org.tracehook.orchestrator;

import java.util.Objects;
import java.util.Optional;

/** What the decision rules say of an intent. */
public sealed interface Decision {

    /** The plan of the intent, also where it does not run; empty when the intent is unknown. */
    Optional<ExecutionPlan> plan();

    /** The plan's summary, or null without a plan. */
    default String planSummary() {
        return plan().map(ExecutionPlan::summary).orElse(null);
    }

    /** The plan runs. */
    record Run(ExecutionPlan agents) implements Decision {

        public Run {
            Objects.requireNonNull(agents, "agents");
        }

        @Override
        public Optional<ExecutionPlan> plan() {
            return Optional.of(agents);
        }
    }

    /** Nothing runs; {@code why} names what is unknown or missing, and {@code plan} is what would have run. */
    record Refused(Optional<ExecutionPlan> plan, String why) implements Decision {

        public Refused {
            Objects.requireNonNull(why, "why");
        }
    }
}
