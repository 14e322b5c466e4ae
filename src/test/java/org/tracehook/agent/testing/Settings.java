package org.tracehook.agent.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;

/** Settings as they come from configured properties. */
final class Settings {

    private Settings() {}

    /** Of properties without their prefix: name, value, name, value. */
    static TestingConfig of(String... namesAndValues) {
        Faults faults = new Faults();
        Optional<TestingConfig> config = read(false, faults, namesAndValues);
        if (!faults.all().isEmpty()) {
            throw new AssertionError(faults.message());
        }
        return config.orElseThrow();
    }

    static Optional<TestingConfig> read(boolean onLambda, Faults faults, String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            properties.put("tracehook.testing." + namesAndValues[at], namesAndValues[at + 1]);
        }
        Optional<TestingConfig> config = Configured.of(TestingConfig.class, properties, faults);
        config.ifPresent(settings -> TestingConfig.check(settings, onLambda, faults));
        return config;
    }

    /** The value of a property that has those elements. */
    static String list(String... elements) {
        StringBuilder list = new StringBuilder();
        for (String element : elements) {
            list.append(list.isEmpty() ? "" : ",")
                    .append(element.replace("\\", "\\\\").replace(",", "\\,").replace("$", "$$"));
        }
        return list.toString();
    }
}
