package org.tracehook.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.tracehook.intent.Verdict;
import org.tracehook.problem.Problem;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepStatus;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** Every type that is written or read as JSON: a native executable writes one that is not named here as {@code {}}. */
@RegisterForReflection(
        targets = {
            ExecutionStep.class,
            ExecutionTrace.class,
            KeptRequest.class,
            PipelineStatus.class,
            Problem.Document.class,
            Reply.Ignored.class,
            Reply.Trace.class,
            StepStatus.class,
            TriggerInfo.class,
            TriggerSource.class,
            Verdict.class
        })
final class NativeReflection {

    private NativeReflection() {}
}
