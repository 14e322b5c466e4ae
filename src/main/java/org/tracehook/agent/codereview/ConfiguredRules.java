package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tracehook.agent.codereview.ReviewConfig.RuleConfig;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;

/** Reads all configured rules and reports everything that is wrong with them. */
final class ConfiguredRules {

    private final List<ReviewRule> shipped;
    private final Consumer<Fault> faults;

    /** The owner of each id, by its property. */
    private final Map<String, String> owners = new HashMap<>();

    /**
     * Prepares the reading.
     *
     * @param shipped the rules that hold beside them, whose ids they must not have
     */
    ConfiguredRules(List<ReviewRule> shipped, Consumer<Fault> faults) {
        this.shipped = List.copyOf(shipped);
        this.faults = faults;
    }

    /** The rules without a fault. */
    List<ReviewRule> read(List<RuleConfig> configured) {
        List<ReviewRule> rules = new ArrayList<>();
        for (RuleConfig config : configured) {
            String property = Values.group(config.key());
            config.id().map(String::strip).ifPresent(id -> checkId(property, id));
            new RuleReader(property, config, faults).read().ifPresent(rules::add);
        }
        return rules;
    }

    private void checkId(String property, String id) {
        String owner = owners.putIfAbsent(id, property);
        if (owner != null) {
            fault(property, "is also the id of " + owner + ": give each rule an id of its own");
        }
        if (shipped.stream().anyMatch(rule -> rule.id().equals(id))) {
            fault(
                    property,
                    "is also the id of a shipped rule that holds: give the rule another id, or add " + id + " to "
                            + ShippedRules.DISABLED + " (" + Fault.environmentVariable(ShippedRules.DISABLED)
                            + ") to have it in its place");
        }
    }

    private void fault(String property, String problem) {
        faults.accept(new Fault(property + ".id", problem));
    }
}
