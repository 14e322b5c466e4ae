package org.tracehook.webhook;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tracehook.app.Settings;
import org.tracehook.app.StartupCheck;
import org.tracehook.config.Faults;
import org.tracehook.intent.Intent;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.IntentSelector.ExplicitIntents;
import org.tracehook.intent.Selection;
import org.tracehook.intent.ShippedTriggers;
import org.tracehook.intent.TriggerRules;
import org.tracehook.intent.TriggerRulesConfiguration;
import org.tracehook.intent.TriggersConfig;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.DecisionRulesConfiguration;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.orchestrator.IntentsConfig;

/**
 * Tests trigger rules of your own: a configuration file and a payload file in, verdicts out.
 *
 * <pre>{@code
 * TriggerRulesHarness rules = TriggerRulesHarness.of(Path.of("my-rules.properties"));
 * Path payload = Path.of("src/test/resources/jira/cloud-issue-updated-in-review.json");
 * assertEquals(Optional.of("review_code"), rules.intent(payload));
 * assertTrue(rules.verdicts(payload).get(0).matched());
 * }</pre>
 */
public final class TriggerRulesHarness {

    private final TriggerRules rules;
    private final Set<String> intents;

    private TriggerRulesHarness(TriggerRules rules, Set<String> intents) {
        this.rules = rules;
        this.intents = intents;
    }

    /** The rules of that properties file; an assertion fails with everything that is wrong with names and rules. */
    public static TriggerRulesHarness of(Path file) {
        Settings settings = new Settings(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withDefaultValue("smallrye.config.mapping.validate-unknown", "false")
                        .withSources(properties(file))
                        .build(),
                Set.of());
        if (!settings.faults().all().isEmpty()) {
            throw new AssertionError(settings.faults().message());
        }
        Faults faults = new Faults();
        DecisionRules plans =
                DecisionRulesConfiguration.read(settings.of(IntentsConfig.class), ExecutionMode.INLINE, faults);
        TriggerRules rules = TriggerRulesConfiguration.read(
                settings.of(TriggersConfig.class), ShippedTriggers.inProduction(plans.intentTypes()), faults);
        new StartupCheck(faults).intents(rules, plans);
        if (!faults.all().isEmpty()) {
            throw new AssertionError(faults.message());
        }
        return new TriggerRulesHarness(rules, plans.intentTypes());
    }

    /** What each rule says of the payload, in order, up to the first that matches. */
    public List<Verdict> verdicts(Path payload) {
        return rules.match(event(payload)).verdicts();
    }

    /** The intent that the payload asks for, if any. */
    public Optional<String> intent(Path payload) {
        return selection(payload).intent().map(Intent::type);
    }

    /** Everything that the rules make of the payload. */
    public Selection selection(Path payload) {
        ExplicitIntents none = new ExplicitIntents(List.of(), List.of(), intents);
        return new IntentSelector(rules, none, Map.of()).select(event(payload));
    }

    private static PropertiesConfigSource properties(Path file) {
        try {
            return new PropertiesConfigSource(file.toUri().toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JiraEvent event(Path payload) {
        try {
            return JiraEvent.parse(Files.readAllBytes(payload), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
