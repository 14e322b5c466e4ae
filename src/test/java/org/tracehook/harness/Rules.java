package org.tracehook.harness;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracehook.agent.codereview.Review;
import org.tracehook.agent.codereview.ReviewConfig;
import org.tracehook.agent.codereview.ReviewRules;
import org.tracehook.agent.codereview.ReviewSets;
import org.tracehook.app.Settings;
import org.tracehook.app.StartupCheck;
import org.tracehook.config.Faults;
import org.tracehook.config.ListProperties;
import org.tracehook.config.Mappings;
import org.tracehook.config.PropertiesFile;
import org.tracehook.config.PropertyValues;
import org.tracehook.intent.Intent;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.IntentSelector.ExplicitIntents;
import org.tracehook.intent.Selection;
import org.tracehook.intent.ShippedTriggers;
import org.tracehook.intent.TriggerRules;
import org.tracehook.intent.TriggersConfig;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.DecisionRules.PlanDecision;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.orchestrator.ExecutionPlan;
import org.tracehook.orchestrator.IntentsConfig;

/**
 * Tests rules of your own: a configuration file in, and what a deployed function decides by it out. Nothing is started.
 *
 * <p>Trigger rules, about a webhook of Jira's:
 *
 * <pre>{@code
 * Rules rules = Rules.of(Path.of("config/application.properties"));
 * Path payload = Path.of("src/test/resources/jira/cloud-issue-updated-in-review.json");
 * assertEquals(Optional.of("release_check"), rules.intent(payload));
 * assertTrue(rules.verdicts(payload).get(0).matched());
 * }</pre>
 *
 * <p>Decision rules, about the intent that the webhook asks for:
 *
 * <pre>{@code
 * Rules rules = Rules.of(Path.of("config/application.properties"));
 * ExecutionPlan plan = rules.plan("release_check");
 * assertEquals("code_review_agent → testing_agent", plan.summary());
 * assertEquals(Duration.ofSeconds(4), plan.tasks().get(0).timeout());
 * assertEquals("Intent 'release_check' missing required context: environment", rules.decision(payload).refusal());
 * }</pre>
 *
 * <p>Review rules, about a file:
 *
 * <pre>{@code
 * Rules rules = Rules.of(Path.of("config/application.properties"));
 * Review review = rules.review("src/app.py", "x = 1  # FIXME\n");
 * assertEquals(Decision.REQUEST_CHANGES, review.decision());
 * assertEquals("no-fixme", review.findings().get(0).rule());
 * assertEquals(1, review.findings().get(0).line());
 * }</pre>
 */
public final class Rules {

    private static final Set<ConfigClass> MAPPINGS = Set.of(
            ConfigClass.configClass(TriggersConfig.class),
            ConfigClass.configClass(IntentsConfig.class),
            ConfigClass.configClass(ReviewConfig.class));

    /** The properties of those mappings. */
    private static final Pattern OF_RULES = Pattern.compile("tracehook\\.(?:triggers|intents|review|paused)\\b.*");

    private final IntentSelector triggers;
    private final DecisionRules plans;
    private final ReviewRules reviews;

    private Rules(IntentSelector triggers, DecisionRules plans, ReviewRules reviews) {
        this.triggers = triggers;
        this.plans = plans;
        this.reviews = reviews;
    }

    /**
     * The rules of that properties file, and the shipped ones of each kind of which it has none.
     *
     * <p>Of what is not about rules only the names are checked. Whether there is an agent of each name, and whether it may have
     * a ticket's code, the start alone can say.
     *
     * @throws AssertionError if names or values have faults, or if not, rules that do not go together; the message has all of them
     */
    public static Rules of(Path file) {
        Faults faults = new Faults();
        SmallRyeConfig config = config(file, faults);
        throwIfAny(faults);
        ExecutionMode mode = text(config, "tracehook.execution", "inline").equals("acknowledge")
                ? ExecutionMode.ACKNOWLEDGE
                : ExecutionMode.INLINE;
        DecisionRules plans = DecisionRules.from(config.getConfigMapping(IntentsConfig.class), mode, faults);
        IntentSelector triggers = selector(config, plans, faults);
        ReviewRules reviews = ReviewSets.from(config.getConfigMapping(ReviewConfig.class), faults)
                .all();
        throwIfAny(faults);
        return new Rules(triggers, plans, reviews);
    }

    /** The intent that the payload asks for, if any. */
    public Optional<String> intent(Path payload) {
        return selection(payload).intent().map(Intent::type);
    }

    /** What each trigger rule says of the payload, in order, up to the first that matches; or the one other reason. */
    public List<Verdict> verdicts(Path payload) {
        return selection(payload).verdicts();
    }

    /** Everything that the trigger rules make of the payload. */
    public Selection selection(Path payload) {
        try {
            return triggers.select(JiraEvent.parse(Files.readAllBytes(payload), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The agents that the intent runs, with their tasks and time limits.
     *
     * @throws AssertionError if there is no such intent
     */
    public ExecutionPlan plan(String intent) {
        return plans.rule(intent)
                .orElseThrow(
                        () -> new AssertionError("There is no intent '" + intent + "' among " + plans.intentTypes()))
                .plan();
    }

    /**
     * The plan of the intent that the payload asks for, and the refusal when it lacks something that the intent requires.
     *
     * @throws AssertionError if the payload asks for no intent; the message has the verdicts
     */
    public PlanDecision decision(Path payload) {
        Selection selection = selection(payload);
        return plans.decide(selection
                .intent()
                .orElseThrow(() -> new AssertionError(payload + " asks for no intent: " + selection.verdicts())));
    }

    /** The review of a file with that content, which a change adds under that path. */
    public Review review(String path, String content) {
        try {
            return reviews.review(Map.of(path, content));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void throwIfAny(Faults faults) {
        if (!faults.all().isEmpty()) {
            throw new AssertionError(faults.message());
        }
    }

    private static SmallRyeConfig config(Path file, Faults faults) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withProfile("prod")
                .withDefaultValue("smallrye.config.mapping.validate-unknown", "false")
                // For ${VARIABLE} alone: variables of Tracehook's own do not change what the file says.
                .withDefaultValues(System.getenv())
                .withSources(properties(file))
                .build();
        PropertiesFile.check(config.getConfigSources(), faults);
        Set<String> ofRules = Settings.known().set(config.getPropertyNames(), Set.of(), faults).stream()
                .filter(name -> OF_RULES.matcher(name).matches())
                .collect(Collectors.toSet());
        ListProperties.check(
                ofRules, name -> Optional.ofNullable(config.getConfigValue(name).getRawValue()), faults);
        PropertyValues.check(config, ofRules, faults);
        Mappings.register(config, MAPPINGS, faults);
        return config;
    }

    private static IntentSelector selector(SmallRyeConfig config, DecisionRules plans, Faults faults) {
        TriggerRules rules = TriggerRules.from(
                config.getConfigMapping(TriggersConfig.class),
                ShippedTriggers.inProduction(plans.intentTypes()),
                faults);
        new StartupCheck(faults).intents(rules, plans);
        ExplicitIntents explicit = new ExplicitIntents(
                texts(config, "tracehook.webhook.explicit-intents", "review_code"),
                texts(config, "tracehook.webhook.payload-context", "code_changes"),
                plans.intentTypes());
        String repository = text(config, "tracehook.workspace.repository", "");
        return new IntentSelector(rules, explicit, repository.isEmpty() ? Map.of() : Map.of("repository", repository));
    }

    private static String text(SmallRyeConfig config, String property, String otherwise) {
        return config.getOptionalValue(property, String.class)
                .map(String::strip)
                .orElse(otherwise);
    }

    private static List<String> texts(SmallRyeConfig config, String property, String otherwise) {
        return config.getOptionalValues(property, String.class).orElse(List.of(otherwise)).stream()
                .map(String::strip)
                .toList();
    }

    private static PropertiesConfigSource properties(Path file) {
        try {
            return new PropertiesConfigSource(file.toUri().toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
