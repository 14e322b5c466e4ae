package org.tracehook.agent.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tracehook.config.Fault;

/** Settings as they come from configured properties. */
final class Settings {

    private Settings() {}

    /** Of properties without their prefix: name, value, name, value. */
    static TestSettings of(String... namesAndValues) {
        return read(
                false,
                fault -> {
                    throw new AssertionError(fault);
                },
                namesAndValues);
    }

    static TestSettings read(boolean onLambda, Consumer<Fault> faults, String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            properties.put("tracehook.testing." + namesAndValues[at], namesAndValues[at + 1]);
        }
        TestingConfig config = new SmallRyeConfigBuilder()
                .withMapping(TestingConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(TestingConfig.class);
        return TestSettings.from(config, onLambda, faults);
    }

    /** The value of a property that has those elements. */
    static String list(String... elements) {
        StringBuilder list = new StringBuilder();
        for (String element : elements) {
            list.append(list.isEmpty() ? "" : ",")
                    .append(element.replace("\\", "\\\\").replace(",", "\\,"));
        }
        return list.toString();
    }
}
