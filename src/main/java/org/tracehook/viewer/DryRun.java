package org.tracehook.viewer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.intent.Intent;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;

/** Says what the rules would make of a webhook. Nothing runs, and nothing is logged. */
public final class DryRun {

    private final IntentSelector selector;
    private final Function<Intent, Plan> plans;
    private final Scrubber scrubber;

    /**
     * A dry run by those rules.
     *
     * @param plans says what an intent would run
     * @param scrubber cleans what verdicts quote of the webhook, as it does for a delivery
     */
    public DryRun(IntentSelector selector, Function<Intent, Plan> plans, Scrubber scrubber) {
        this.selector = selector;
        this.plans = plans;
        this.scrubber = scrubber;
    }

    LocalResponse of(byte[] body) {
        try {
            JiraEvent event = JiraEvent.parse(body, null);
            return LocalResponse.json(document(event, selector.select(event)));
        } catch (InvalidJsonException e) {
            return LocalResponse.malformed(e);
        }
    }

    private ObjectNode document(JiraEvent event, Selection selection) {
        Optional<Plan> plan = selection.intent().map(plans);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("event", event.name());
        document.put("issue_key", event.issue().map(Issue::key).orElse(null));
        document.put("intent_type", selection.intent().map(Intent::type).orElse(null));
        document.put("execution_plan_summary", plan.map(Plan::summary).orElse(null));
        document.put("error", plan.map(Plan::error).orElse(null));
        ArrayNode verdicts = document.putArray("verdicts");
        selection.verdicts().forEach(verdict -> verdicts.add(TraceJson.tree(clean(verdict))));
        ArrayNode ignored = document.putArray("ignored_context");
        selection.ignoredContext().forEach(key -> ignored.add(scrubber.line(key)));
        return document;
    }

    private Verdict clean(Verdict verdict) {
        return new Verdict(verdict.rule(), verdict.condition(), verdict.expected(), scrubber.line(verdict.actual()));
    }

    /**
     * What an intent would run.
     *
     * @param summary the agents in order; null when the intent is unknown
     * @param error why it would not run; null when it would
     */
    public record Plan(String summary, String error) {}
}
