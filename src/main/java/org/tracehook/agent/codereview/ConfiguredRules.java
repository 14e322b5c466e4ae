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

    private ConfiguredRules() {}

    /** The rules without a fault. */
    static List<ReviewRule> read(List<RuleConfig> configured, Consumer<Fault> faults) {
        List<ReviewRule> rules = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (RuleConfig config : configured) {
            String property = Values.group(config.key());
            config.id()
                    .map(id -> owners.putIfAbsent(id, property))
                    .ifPresent(owner -> faults.accept(new Fault(
                            property + ".id", "is also the id of " + owner + ": give each rule an id of its own")));
            new RuleReader(property, config, faults).read().ifPresent(rules::add);
        }
        return rules;
    }
}
