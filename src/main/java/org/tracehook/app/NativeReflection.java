package org.tracehook.app;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.tracehook.acknowledge.AcceptedRun;
import org.tracehook.delivery.Reply;
import org.tracehook.execution.RerunRequest;
import org.tracehook.feedback.Report;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.IssueDocument;
import org.tracehook.idempotency.Lease;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Status;
import org.tracehook.jira.Subject;
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
            AcceptedRun.class,
            AcceptedRun.AcceptedClaim.class,
            AcceptedRun.Reasons.class,
            Claim.Claimed.class,
            CodeFrom.class,
            CodeFrom.Source.class,
            ExecutionStep.class,
            ExecutionTrace.class,
            Intent.class,
            IssueDocument.class,
            IssueDocument.IdempotencyRecord.class,
            RerunRequest.class,
            Lease.class,
            PipelineStatus.class,
            Problem.Document.class,
            Reply.Ignored.class,
            Reply.Trace.class,
            Report.class,
            Status.class,
            StepStatus.class,
            Subject.class,
            TriggerInfo.class,
            TriggerSource.class,
            Verdict.class
        })
final class NativeReflection {

    private NativeReflection() {}
}
