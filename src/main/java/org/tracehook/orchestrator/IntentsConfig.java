package org.tracehook.orchestrator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The decision rules: which agents an intent runs. */
@ConfigMapping(prefix = "tracehook")
public interface IntentsConfig {

    /** The intents by name. The shipped ones are used only while there are none. */
    Map<String, IntentConfig> intents();

    /** One intent. */
    interface IntentConfig {

        /** Values that a delivery must bring; {@code a|b} means one of them. */
        Optional<List<String>> required();

        /** The steps in order; at least one. */
        List<TaskConfig> tasks();
    }

    /** One step. */
    interface TaskConfig {

        /** The agent's name; required. */
        Optional<String> agent();

        /** The key of the agent, whether it has a value or not: the step's number is there, and nowhere else. */
        @WithName("agent")
        ConfigValue key();

        /** What it is to do, in words for the trace; required. */
        Optional<String> task();

        /** How long it may take, such as {@code 10s}; default 15 s. Every limit is cut by the deadline. */
        Optional<String> timeout();
    }
}
